package io.sparkmixup.io;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.hadoop.fs.Path;

/** A store in which something happens before its calls. */
final class WatchedStore {

  private WatchedStore() {}

  /** What comes before a call of a store, or in its place where it throws. */
  @FunctionalInterface
  interface Before {
    void call(String method, Path first) throws IOException;
  }

  static FolderStore of(FolderStore real, Before before) {
    return (FolderStore)
        Proxy.newProxyInstance(
            FolderStore.class.getClassLoader(),
            new Class<?>[] {FolderStore.class},
            (proxy, called, arguments) -> {
              before.call(called.getName(), (Path) arguments[0]);
              try {
                return called.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
