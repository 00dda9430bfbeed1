/**
 * Rounds of mixing, each from the rows of the last one: {@link io.sparkmixup.repeat.Drift} follows
 * what they do to moments.
 */
package io.sparkmixup.repeat;
