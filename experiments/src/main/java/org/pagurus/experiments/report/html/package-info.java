/** What runs gave as one page with charts, and the same charts as files. */
@NullMarked
package org.pagurus.experiments.report.html;

import org.jspecify.annotations.NullMarked;
