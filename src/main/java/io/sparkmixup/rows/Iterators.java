package io.sparkmixup.rows;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lazy iterators. */
public final class Iterators {

  private Iterators() {}

  /** Applies a function to each element as it is asked for. */
  public static <A, B> Iterator<B> map(Iterator<A> in, Function<? super A, ? extends B> function) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return in.hasNext();
      }

      @Override
      public B next() {
        return function.apply(in.next());
      }
    };
  }

  /** Gives an element for each time that {@code advance} is true. */
  public static <T> Iterator<T> whileTrue(BooleanSupplier advance, Supplier<T> element) {
    return new Iterator<>() {
      private boolean advanced;

      @Override
      public boolean hasNext() {
        advanced = advanced || advance.getAsBoolean();
        return advanced;
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        advanced = false;
        return element.get();
      }
    };
  }
}
