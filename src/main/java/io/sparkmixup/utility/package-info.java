/**
 * What synthetic rows are good for, and how near they come to the originals: {@link
 * io.sparkmixup.utility.Utility} is the entry.
 */
package io.sparkmixup.utility;
