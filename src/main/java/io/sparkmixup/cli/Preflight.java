package io.sparkmixup.cli;

/**
 * Answers what needs no Spark, by plain Java: help, versions, {@code solve}, and requests that are
 * refused for their options alone. The launcher runs this first.
 */
public final class Preflight {

  /** The exit code that tells the launcher to go on with Spark. */
  public static final int NEEDS_SPARK = 10;

  private Preflight() {}

  /** Checks a command, and runs it where it needs no Spark. */
  public static void main(String[] args) {
    Commands.Handlers later =
        new Commands.Handlers(
            (request, out, err) -> NEEDS_SPARK,
            (request, out, err) -> NEEDS_SPARK,
            (request, out, err) -> NEEDS_SPARK,
            (request, out, err) -> NEEDS_SPARK);
    System.exit(Commands.run(args, later, System.out, System.err));
  }
}
