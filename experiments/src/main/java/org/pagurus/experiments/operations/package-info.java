/** What an operator watches a daemon by: metrics, health, and the form of its log. */
@NullMarked
package org.pagurus.experiments.operations;

import org.jspecify.annotations.NullMarked;
