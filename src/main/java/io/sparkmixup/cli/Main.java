package io.sparkmixup.cli;

/** The main class for spark-submit. */
public final class Main {

  private Main() {}

  /** Runs a command. Returns normally on success, as cluster managers expect. */
  public static void main(String[] args) {
    int code = Commands.run(args, SynthesizeJob::run, System.out, System.err);
    if (code != ExitCodes.DONE) {
      System.exit(code);
    }
  }
}
