/** What the tests of all modules share. */
@NullMarked
package org.pagurus.testing;

import org.jspecify.annotations.NullMarked;
