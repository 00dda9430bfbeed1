package io.sparkmixup.benchmark;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * What every table is measured with.
 *
 * @param rows rows of the usual input
 * @param growth most rows of the table of growth
 */
record Bench(
    SparkSession spark,
    Inputs inputs,
    Timer timer,
    Report report,
    Numpy numpy,
    Path folder,
    long rows,
    long growth) {}
