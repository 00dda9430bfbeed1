/**
 * What a run reports about itself. {@link io.sparkmixup.report.Json} writes it as text. No Spark in
 * here.
 */
package io.sparkmixup.report;
