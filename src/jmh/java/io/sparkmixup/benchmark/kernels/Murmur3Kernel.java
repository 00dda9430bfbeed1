package io.sparkmixup.benchmark.kernels;

import io.sparkmixup.rows.Murmur3;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The hash of an encoded row. */
@State(Scope.Thread)
public class Murmur3Kernel {

  /** A long, and the encoding of 30 doubles. */
  @Param({"8", "244"})
  public int length;

  private final Murmur3 hash = new Murmur3();
  private byte[] bytes;

  @Setup
  public void makeBytes() {
    bytes = new byte[length];
    new Random(7).nextBytes(bytes);
  }

  @Benchmark
  public long hash() {
    hash.hash(bytes, 0, bytes.length, 1, 2);
    return hash.low();
  }
}
