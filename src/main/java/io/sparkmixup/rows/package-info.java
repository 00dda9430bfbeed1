/**
 * Rows as bytes. {@link io.sparkmixup.rows.RowShape} decodes the columns of a dataset and writes
 * them back; {@link io.sparkmixup.rows.RowCodec} gives each row its canonical encoding, from which
 * keys, strata and fingerprints are hashed.
 */
package io.sparkmixup.rows;
