/** What a person types on the command line, as types: sizes, rates, times, addresses. */
@NullMarked
package org.pagurus.experiments.cli.option;

import org.jspecify.annotations.NullMarked;
