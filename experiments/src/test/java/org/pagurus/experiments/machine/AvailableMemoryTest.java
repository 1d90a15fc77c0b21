package org.pagurus.experiments.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AvailableMemoryTest {
    @Test
    void readsWhatLinuxSays() {
        assertEquals(
                OptionalLong.of(23_000_000L * 1024),
                AvailableMemory.parse(
                        List.of(
                                "MemTotal:       24689120 kB",
                                "MemFree:        20000000 kB",
                                "MemAvailable:   23000000 kB",
                                "Buffers:             100 kB")));
    }

    @Test
    void isUnknownWhereNobodySays() {
        assertEquals(OptionalLong.empty(), AvailableMemory.parse(List.of("MemTotal: 1 kB")));
    }
}
