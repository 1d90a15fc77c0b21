package org.pagurus.convergence;

import java.util.List;

/**
 * A guest, a link and a migration's fixed costs for the closed loop of {@link FluidMigration}.
 *
 * @param classes the memory
 * @param linkRateBytesPerSecond the link
 * @param encodedBytesPerPage what a page takes on the wire
 * @param roundTripNs what each round takes beyond its bytes
 * @param skipsDirtyPages whether a page is left out when it is dirty again at its turn
 */
record FluidGuest(
        List<PageClass> classes,
        double linkRateBytesPerSecond,
        double encodedBytesPerPage,
        long roundTripNs,
        boolean skipsDirtyPages) {
    FluidGuest {
        classes = List.copyOf(classes);
    }

    long memoryPages() {
        return classes.stream().mapToLong(PageClass::pages).sum();
    }
}
