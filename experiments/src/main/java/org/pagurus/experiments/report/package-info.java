/** What commands print: lines, tables and JSON, made by pure functions. */
@NullMarked
package org.pagurus.experiments.report;

import org.jspecify.annotations.NullMarked;
