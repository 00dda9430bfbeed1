/**
 * The report for people, as one HTML file: {@link io.sparkmixup.report.html.HtmlReport} is the
 * entry. {@code RunPage} and {@code ComparisonPage} put a result into the words of {@code Page},
 * {@code PageWriter} writes those. No Spark in here.
 */
package io.sparkmixup.report.html;
