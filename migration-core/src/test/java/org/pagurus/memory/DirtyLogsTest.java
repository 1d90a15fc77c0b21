package org.pagurus.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirtyLogsTest {
    @Test
    void alwaysHasTheSoftwareLog() {
        assertEquals(Optional.empty(), DirtyLogs.unavailable(DirtyLogKind.SOFTWARE));
        try (GuestMemory memory = GuestMemory.allocate(4096)) {
            DirtyLogs.Opened opened = DirtyLogs.open(DirtyLogKind.SOFTWARE, memory);
            assertEquals(DirtyLogKind.SOFTWARE, opened.kind());
            assertNotSame(DirtyMarker.NONE, opened.marker());
        }
    }

    @Test
    void opensTheKernelsLogOrSaysWhyNotInOneLine() {
        Optional<String> reason = DirtyLogs.unavailable(DirtyLogKind.KERNEL);
        try (GuestMemory memory = GuestMemory.allocate(4096)) {
            if (reason.isEmpty()) {
                assertEquals(DirtyLogKind.KERNEL, DirtyLogs.preferred());
                DirtyLogs.Opened opened = DirtyLogs.open(DirtyLogKind.KERNEL, memory);
                assertSame(DirtyMarker.NONE, opened.marker());
            } else {
                assertEquals(DirtyLogKind.SOFTWARE, DirtyLogs.preferred());
                assertTrue(reason.get().length() > 10 && !reason.get().contains("\n"), reason::get);
                DirtyLogUnavailableException refused =
                        assertThrows(
                                DirtyLogUnavailableException.class,
                                () -> DirtyLogs.open(DirtyLogKind.KERNEL, memory));
                assertEquals(reason.get(), refused.reason());
                assertFalse(refused.toString().contains("\n"), refused::toString);
            }
        }
    }
}
