/**
 * The folder that an experiment leaves: a journal with a line a run, and files derived from it.
 * Read by reports and comparisons too.
 */
@NullMarked
package org.pagurus.experiments.results;

import org.jspecify.annotations.NullMarked;
