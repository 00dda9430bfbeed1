package io.sparkmixup.utility;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of all sides.
 *
 * @param original what the synthetic rows were made from
 * @param synthetic the synthetic rows
 * @param holdout real rows that nothing was made from, where there are such
 */
public record Rows(Dataset<Row> original, Dataset<Row> synthetic, Optional<Dataset<Row>> holdout) {}
