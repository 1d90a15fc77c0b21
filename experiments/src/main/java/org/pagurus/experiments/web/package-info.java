/** The demo as a page in a browser: what is seen, and the server that shows it. */
@NullMarked
package org.pagurus.experiments.web;

import org.jspecify.annotations.NullMarked;
