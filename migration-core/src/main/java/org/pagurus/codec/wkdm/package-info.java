/** Pages of 32-bit words that resemble recent words (Wilson and Kaplan). */
@NullMarked
package org.pagurus.codec.wkdm;

import org.jspecify.annotations.NullMarked;
