package io.sparkmixup.io;

/** Looks for classes that users add to Spark. */
final class Classes {

  private Classes() {}

  /** Whether Spark would find a class: it looks where {@code --jars} and {@code --packages} go. */
  static boolean isPresent(String name) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? Classes.class.getClassLoader() : context;
    try {
      Class.forName(name, /* initialize= */ false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
