package io.sparkmixup.cli;

/** The main class for spark-submit. */
public final class Main {

  /** Not in {@link Commands}, which plain Java runs without Spark on its class path. */
  static final Commands.Handlers ON_SPARK =
      new Commands.Handlers(SynthesizeJob::run, ProfileJob::run, RepeatJob::run, VerifyJob::run);

  private Main() {}

  /** Runs a command. Returns normally on success, as cluster managers expect. */
  public static void main(String[] args) {
    int code = Commands.run(args, ON_SPARK, System.out, System.err);
    if (code != ExitCodes.DONE) {
      System.exit(code);
    }
  }
}
