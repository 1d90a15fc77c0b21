package org.pagurus.guest.service;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.pagurus.memory.Page;

/**
 * One slot of the table as it lies in guest memory. Numbers are little-endian on every host, for
 * the page moves as it is. A slot never crosses a page; a slot of zeros is free.
 *
 * <pre>
 *   0         8             16          120        124    128
 *   +---------+-------------+-----------+----------+------+
 *   | key     | version     | value 104 | checksum | 0    |
 *   +---------+-------------+-----------+----------+------+
 *   version   0: the slot is free
 *   checksum  CRC32C of bytes 0 to 119
 * </pre>
 */
final class SlotLayout {
    static final int SIZE_BYTES = 128;
    static final int PER_PAGE = Page.SIZE_BYTES / SIZE_BYTES;

    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int KEY = 0;
    private static final int VERSION = 8;
    private static final int VALUE = 16;
    private static final int CHECKSUM = VALUE + KeyValueProtocol.VALUE_BYTES;

    private SlotLayout() {}

    static long key(MemorySegment memory, long slotOffset) {
        return memory.get(LONG, slotOffset + KEY);
    }

    static long version(MemorySegment memory, long slotOffset) {
        return memory.get(LONG, slotOffset + VERSION);
    }

    static byte[] value(MemorySegment memory, long slotOffset) {
        byte[] value = new byte[KeyValueProtocol.VALUE_BYTES];
        MemorySegment.copy(
                memory, ValueLayout.JAVA_BYTE, slotOffset + VALUE, value, 0, value.length);
        return value;
    }

    /** Whether the slot in use holds what was written into it. */
    static boolean isSound(MemorySegment memory, long slotOffset) {
        return version(memory, slotOffset) > 0
                && memory.get(INT, slotOffset + CHECKSUM) == checksum(memory, slotOffset);
    }

    static void write(MemorySegment memory, long slotOffset, long key, long version, byte[] value) {
        memory.set(LONG, slotOffset + KEY, key);
        memory.set(LONG, slotOffset + VERSION, version);
        MemorySegment.copy(
                value, 0, memory, ValueLayout.JAVA_BYTE, slotOffset + VALUE, value.length);
        memory.set(INT, slotOffset + CHECKSUM, checksum(memory, slotOffset));
    }

    private static int checksum(MemorySegment memory, long slotOffset) {
        CRC32C crc = new CRC32C();
        crc.update(memory.asSlice(slotOffset, CHECKSUM).asByteBuffer());
        return (int) crc.getValue();
    }
}
