package org.pagurus.experiments.report.html;

import java.util.List;

/**
 * Pages and their bytes by codec at every point, as means of its runs.
 *
 * @param codecs their names
 * @param classes the kind of page that each codec is for
 * @param pages for each codec a value for each point
 * @param mebibytes of the pages' bodies, likewise
 */
record CodecTable(
        List<String> codecs,
        List<String> classes,
        List<List<Double>> pages,
        List<List<Double>> mebibytes) {}
