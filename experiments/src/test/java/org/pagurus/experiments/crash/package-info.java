/** Real daemons that are killed at every step of a migration. */
package org.pagurus.experiments.crash;
