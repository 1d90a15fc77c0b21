/** What a page is, measured at memory speed, so that the codec can be chosen by class. */
@NullMarked
package org.pagurus.codec.profile;

import org.jspecify.annotations.NullMarked;
