/** A headless browser that tests open pages in. */
@NullMarked
package org.pagurus.experiments.browser;

import org.jspecify.annotations.NullMarked;
