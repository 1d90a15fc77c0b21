/** What the memory package asks of Linux: mappings, and the kernel's dirty log. */
@NullMarked
package org.pagurus.memory.linux;

import org.jspecify.annotations.NullMarked;
