/** Simulated migrations held against the same ones live: tables, JSON and a picture. */
@NullMarked
package org.pagurus.experiments.fidelity;

import org.jspecify.annotations.NullMarked;
