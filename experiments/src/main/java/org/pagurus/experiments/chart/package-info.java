/** Charts as pictures: what they are drawn on, their parts, and a class for each kind. */
@NullMarked
package org.pagurus.experiments.chart;

import org.jspecify.annotations.NullMarked;
