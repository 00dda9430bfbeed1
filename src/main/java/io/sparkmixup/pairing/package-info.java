/**
 * Brings partners together: {@link io.sparkmixup.pairing.Pairing} gives each row a key and a place,
 * and shuffles once, so that the rows of a cell stand side by side.
 */
package io.sparkmixup.pairing;
