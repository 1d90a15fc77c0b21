/** What a migration did: rounds, downtime in its parts, totals. */
@NullMarked
package org.pagurus.report;

import org.jspecify.annotations.NullMarked;
