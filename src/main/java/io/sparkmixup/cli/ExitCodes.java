package io.sparkmixup.cli;

/** What the exit code of a command means. */
final class ExitCodes {

  /** Done. */
  static final int DONE = 0;

  /** Failed while running; running again may succeed. */
  static final int FAILED = 1;

  /** The request or its data is wrong. */
  static final int REFUSED = 2;

  /** Verification failed. */
  static final int NOT_VERIFIED = 3;

  /** Asked to end: what a shell makes of SIGTERM. */
  static final int STOPPED = 143;

  private ExitCodes() {}
}
