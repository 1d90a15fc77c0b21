package org.pagurus.guest.software;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class SplitMix64Test {
    @Test
    void givesTheKnownNumbers() {
        SplitMix64 random = new SplitMix64(1234567);
        assertEquals("6457827717110365317", Long.toUnsignedString(random.nextLong()));
        assertEquals("3203168211198807973", Long.toUnsignedString(random.nextLong()));
        assertEquals("9817491932198370423", Long.toUnsignedString(random.nextLong()));
        assertEquals("4593380528125082431", Long.toUnsignedString(random.nextLong()));
        assertEquals("16408922859458223821", Long.toUnsignedString(random.nextLong()));
    }

    @Test
    void goesOnFromASavedState() {
        SplitMix64 random = new SplitMix64(5);
        random.nextLong();
        SplitMix64 restored = new SplitMix64(0);
        restored.restore(random.state());
        assertEquals(random.nextLong(), restored.nextLong());
    }

    @Test
    void derivesDifferentSeeds() {
        assertNotEquals(SplitMix64.seed(1, 2), SplitMix64.seed(2, 1));
        assertNotEquals(SplitMix64.seed(0, 0), SplitMix64.seed(0, 1));
    }
}
