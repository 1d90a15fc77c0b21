/** Tables, JSON and charts of simulated migrations beside live ones. */
@NullMarked
package org.pagurus.experiments.report.fidelity;

import org.jspecify.annotations.NullMarked;
