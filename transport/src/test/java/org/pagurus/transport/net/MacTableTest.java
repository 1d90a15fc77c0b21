package org.pagurus.transport.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.pagurus.guest.net.MacAddress;

class MacTableTest {
    private static final MacAddress A = MacAddress.parse("02:00:00:00:00:0a");
    private static final MacAddress B = MacAddress.parse("02:00:00:00:00:0b");
    private static final MacAddress C = MacAddress.parse("02:00:00:00:00:0c");

    private final MacTable<String> table = new MacTable<>(2);

    @Test
    void knowsWhereAMacWasSeenLast() {
        assertNull(table.portOf(A));
        assertEquals(MacTable.Learned.NEW, table.learn(A, "one"));
        assertEquals(MacTable.Learned.KNOWN, table.learn(A, "one"));
        assertEquals(MacTable.Learned.MOVED, table.learn(A, "two"));
        assertEquals("two", table.portOf(A));
        assertEquals(1, table.size());
    }

    @Test
    void learnsNoMoreThanItsLimitButFollowsMovesStill() {
        table.learn(A, "one");
        table.learn(B, "one");
        assertEquals(MacTable.Learned.FULL, table.learn(C, "one"));
        assertNull(table.portOf(C));
        assertEquals(MacTable.Learned.MOVED, table.learn(A, "two"));
        assertEquals(2, table.size());
    }

    @Test
    void forgetsTheMacsOfAPortThatCloses() {
        table.learn(A, "one");
        table.learn(B, "two");
        assertEquals(1, table.flush("one"));
        assertNull(table.portOf(A));
        assertEquals("two", table.portOf(B));
        assertEquals(MacTable.Learned.NEW, table.learn(C, "two"));
    }
}
