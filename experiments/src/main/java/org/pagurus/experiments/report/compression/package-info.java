/** What codings gave, for people, scripts, spreadsheets and browsers. */
@NullMarked
package org.pagurus.experiments.report.compression;

import org.jspecify.annotations.NullMarked;
