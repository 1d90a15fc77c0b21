/** Settings in the words of Pagurus, QEMU, virsh and KubeVirt. Pure. */
@NullMarked
package org.pagurus.experiments.plan.words;

import org.jspecify.annotations.NullMarked;
