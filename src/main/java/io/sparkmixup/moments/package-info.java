/**
 * Counts, means, covariances and the third and fourth moments of many columns, in one pass and
 * mergeable: {@link io.sparkmixup.moments.Moments} is the entry, {@link
 * io.sparkmixup.moments.GroupedMoments} keeps one per class, {@link
 * io.sparkmixup.moments.CrossProducts} is the kernel that takes nearly all the time.
 *
 * <p>Nothing here knows Spark but {@link io.sparkmixup.moments.MomentsAggregator}, the one adapter.
 * The accumulators are mutable and belong to one thread; partial results of several threads or
 * tasks are combined, in any order and about any centres.
 */
package io.sparkmixup.moments;
