package org.pagurus.experiments.report.html;

import java.util.List;

/**
 * A table whose first row is its head and whose first column names the rows.
 *
 * @param caption what it says, in a line
 */
public record Table(String caption, List<List<String>> rows) {}
