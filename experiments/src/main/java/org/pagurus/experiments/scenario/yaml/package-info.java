/**
 * Reads YAML by a declaration of its fields. Each error is one line that names the file, the line
 * and the field.
 */
@NullMarked
package org.pagurus.experiments.scenario.yaml;

import org.jspecify.annotations.NullMarked;
