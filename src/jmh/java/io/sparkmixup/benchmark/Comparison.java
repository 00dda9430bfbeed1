package io.sparkmixup.benchmark;

/**
 * A row of a table: one contender's time over another's.
 *
 * @param to the other one; empty where the contender is only what others are compared with
 * @param aim what the ratio should be, in words
 */
record Comparison(String of, String to, String aim) {

  static Comparison base(String of) {
    return new Comparison(of, "", "");
  }

  static Comparison atMost(double aim, String of, String to) {
    return new Comparison(of, to, "at most " + aim);
  }

  static Comparison atLeast(double aim, String of, String to) {
    return new Comparison(of, to, "at least " + aim);
  }
}
