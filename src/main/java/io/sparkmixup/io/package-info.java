/**
 * Reading an input strictly and publishing an output whole.
 *
 * <p>{@link io.sparkmixup.io.InputReader} reads what an {@link io.sparkmixup.io.InputRequest}
 * names; {@link io.sparkmixup.io.Sink} writes in two phases, so that what was staged can be
 * verified before anyone sees it. What is the user's to mend is an {@link
 * io.sparkmixup.RequestException}; what is the cluster's or the disk's is an {@link
 * java.io.IOException}.
 */
package io.sparkmixup.io;
