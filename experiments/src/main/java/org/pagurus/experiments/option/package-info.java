/** What a person types, on the command line or in a scenario, as types: sizes, rates, times. */
@NullMarked
package org.pagurus.experiments.option;

import org.jspecify.annotations.NullMarked;
