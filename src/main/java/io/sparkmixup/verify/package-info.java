/**
 * Tests the moments of what was written against what the law and the rows predict: {@link
 * io.sparkmixup.verify.Verification} is the entry, its verdict the result.
 */
package io.sparkmixup.verify;
