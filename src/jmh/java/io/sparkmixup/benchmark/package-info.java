/**
 * The tables of {@code docs/benchmarks.md}, measured: {@link io.sparkmixup.benchmark.Benchmarks} is
 * run by {@code submit-scripts/benchmark}.
 */
package io.sparkmixup.benchmark;
