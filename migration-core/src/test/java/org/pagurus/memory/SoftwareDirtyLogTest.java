package org.pagurus.memory;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SoftwareDirtyLogTest extends DirtyLogContractTest {
    @Override
    protected DirtyLogKind kind() {
        return DirtyLogKind.SOFTWARE;
    }

    @Test
    void refusesToMarkPagesOutsideTheMemory() {
        log.start();
        // The word of this page is there, the page is not.
        assertThrows(IndexOutOfBoundsException.class, () -> marker.mark(memory.pageCount()));
        assertThrows(IndexOutOfBoundsException.class, () -> marker.mark(-1));
        assertHarvest();
    }

    @Test
    void dropsMarksMadeWhileItIsStopped() {
        marker.mark(3);
        log.start();
        log.stop();
        marker.mark(4);
        log.start();
        assertHarvest();
    }

    @Test
    void refusesImpossiblePageCounts() {
        assertThrows(IllegalArgumentException.class, () -> new SoftwareDirtyLog(-1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SoftwareDirtyLog(GuestMemory.MAX_PAGES + 1));
    }
}
