/** Inner loops, timed by JMH on one thread. */
package io.sparkmixup.benchmark.kernels;
