package org.pagurus.transport.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EventQueueTest {
    private final EventQueue<String> queue = new EventQueue<>();

    @Test
    void keepsTheOrder() throws Exception {
        assertTrue(queue.offer("first", 1));
        queue.putEnd("second");
        assertEquals("first", queue.take(0));
        assertEquals("second", queue.take(0));
        assertNull(queue.take(0));
        assertNull(queue.poll());
    }

    @Test
    void takesNoMoreThanItsCapacity() throws Exception {
        for (int i = 0; i < EventQueue.CAPACITY; i++) {
            assertTrue(queue.offer("event", 0));
        }
        assertFalse(queue.offer("one more", 0));
        assertEquals("event", queue.take(0));
        assertTrue(queue.offer("one more", 0));
    }

    @Test
    void takesNoMoreBytesThanItsCapacity() {
        assertTrue(queue.offer("large", EventQueue.CAPACITY_BYTES));
        assertFalse(queue.offer("small", 1));
        assertEquals("large", queue.poll());
        assertTrue(queue.offer("small", 1));
    }

    @Test
    void aFullQueueStillTakesAnEnd() {
        while (queue.offer("event", 0)) {}
        queue.putEnd("end");
        String last = "";
        for (String next = queue.poll(); next != null; next = queue.poll()) {
            last = next;
        }
        assertEquals("end", last);
    }
}
