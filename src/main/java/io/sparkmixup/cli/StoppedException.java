package io.sparkmixup.cli;

/** The process was asked to end, and has said so. */
final class StoppedException extends Exception {

  private static final long serialVersionUID = 1L;

  StoppedException(String message, Throwable cause) {
    super(message, cause);
  }
}
