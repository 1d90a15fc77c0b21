/** The command line: one class a command, options shared as mixins, errors on one line. */
@NullMarked
package org.pagurus.experiments.cli;

import org.jspecify.annotations.NullMarked;
