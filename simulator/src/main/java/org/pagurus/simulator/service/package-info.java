/** What those who use a guest's service lose by a migration. */
@NullMarked
package org.pagurus.simulator.service;

import org.jspecify.annotations.NullMarked;
