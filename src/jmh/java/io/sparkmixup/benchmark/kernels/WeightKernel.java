package io.sparkmixup.benchmark.kernels;

import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawRequest;
import io.sparkmixup.pairing.RowKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The weight of one synthetic row under the default law, drawn from its row's key. */
@State(Scope.Thread)
public class WeightKernel {

  private final Law law = LawRequest.standard().resolve();
  private final RowKey.Draws draws = new RowKey.Draws();
  private long key;

  @Benchmark
  public double draw() {
    key++;
    return law.draw(draws.start(key, -key, RowKey.Purpose.WEIGHT, 0));
  }
}
