package io.sparkmixup.cli;

/** The process was asked to end, and has said so: nobody needs to say it again. */
final class StoppedException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param failure how the work ended; not the cause, which is that somebody asked
   */
  StoppedException(String message, Throwable failure) {
    super(message);
    addSuppressed(failure);
  }
}
