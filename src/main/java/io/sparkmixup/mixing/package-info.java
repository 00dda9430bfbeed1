/**
 * Makes synthetic rows from the cells that {@code pairing} brought together: {@link
 * io.sparkmixup.mixing.Mixing} is the entry. In the same pass it adds up what verification needs to
 * know about parents and weights.
 */
package io.sparkmixup.mixing;
