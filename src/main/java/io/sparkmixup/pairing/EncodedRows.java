package io.sparkmixup.pairing;

import io.sparkmixup.rows.RowCodec;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/** Encoded rows, one at a time, each with its ordinal among its duplicates. */
abstract class EncodedRows {

  /** Moves to the next row; false at the end. */
  abstract boolean advance();

  /** The array that holds the row; only the first {@link #size} bytes count. */
  abstract byte[] bytes();

  abstract int size();

  abstract long ordinal();

  /** Encodes decoded rows; duplicates are not numbered. */
  static EncodedRows of(Iterator<Row> rows, RowCodec codec) {
    RowCodec.Encoder encoder = codec.encoder();
    return new EncodedRows() {
      @Override
      boolean advance() {
        if (!rows.hasNext()) {
          return false;
        }
        encoder.encode(rows.next());
        return true;
      }

      @Override
      byte[] bytes() {
        return encoder.bytes();
      }

      @Override
      int size() {
        return encoder.size();
      }

      @Override
      long ordinal() {
        return 0;
      }
    };
  }

  /** Expands runs of duplicates. */
  static EncodedRows of(Iterator<Numbering.Run> runs) {
    return new EncodedRows() {
      private Numbering.Run run = new Numbering.Run();
      private int at;

      @Override
      boolean advance() {
        at++;
        while (at >= run.getLength()) {
          if (!runs.hasNext()) {
            return false;
          }
          run = runs.next();
          at = 0;
        }
        return true;
      }

      @Override
      byte[] bytes() {
        return run.getRow();
      }

      @Override
      int size() {
        return run.getRow().length;
      }

      @Override
      long ordinal() {
        return run.getFirst() + at;
      }
    };
  }
}
