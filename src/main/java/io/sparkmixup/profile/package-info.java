/**
 * What there is to know of rows before any are mixed: {@link io.sparkmixup.profile.Profile} scans
 * them once, is stored as JSON, and merges.
 */
package io.sparkmixup.profile;
