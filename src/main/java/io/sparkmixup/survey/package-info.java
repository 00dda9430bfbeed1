/**
 * The one scan before anything is made: {@link io.sparkmixup.survey.Survey} counts rows and strata,
 * judges how common duplicates are, fingerprints what it decodes, and finds each column's centre.
 */
package io.sparkmixup.survey;
