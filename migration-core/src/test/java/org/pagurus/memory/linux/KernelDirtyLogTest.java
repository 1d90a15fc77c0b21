package org.pagurus.memory.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.memory.DirtyLogContractTest;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

class KernelDirtyLogTest extends DirtyLogContractTest {
    private static final long HUGE_PAGE_PAGES = 512;

    @Override
    protected DirtyLogKind kind() {
        return DirtyLogKind.KERNEL;
    }

    @Test
    void seesWhatTheKernelItselfWrites(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("content");
        Files.write(file, new byte[] {1, 2, 3});
        log.start();
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer target = memory.segment().asSlice(Page.offsetBytes(77), 3).asByteBuffer();
            assertEquals(3, channel.read(target));
        }
        assertHarvest(77);
        assertEquals(3, memory.segment().get(ValueLayout.JAVA_BYTE, Page.offsetBytes(77) + 2));
    }

    @Test
    void reportsSmallPagesOfMemoryThatWasFilledWithHugeOnes() {
        try (GuestMemory huge = GuestMemory.allocate(64L << 20)) {
            huge.adviseHugePages(true);
            huge.segment().fill((byte) 1);
            KernelDirtyLog hugeLog = new KernelDirtyLog(huge);
            hugeLog.start();
            try {
                PageBitmap dirty = new PageBitmap(huge.pageCount());
                for (long page = 100; page < huge.pageCount(); page += HUGE_PAGE_PAGES) {
                    huge.segment().set(ValueLayout.JAVA_BYTE, Page.offsetBytes(page), (byte) 2);
                }
                assertEquals(huge.pageCount() / HUGE_PAGE_PAGES, hugeLog.harvest(dirty));
                assertEquals(100, dirty.next(0));
                assertEquals(100 + HUGE_PAGE_PAGES, dirty.next(101));
            } finally {
                hugeLog.stop();
            }
        }
    }

    @Test
    void watchesTheLargestMemory() {
        try (GuestMemory largest = GuestMemory.allocate(GuestMemory.MAX_BYTES)) {
            KernelDirtyLog largestLog = new KernelDirtyLog(largest);
            largestLog.start();
            try {
                PageBitmap dirty = new PageBitmap(largest.pageCount());
                assertEquals(0, largestLog.harvest(dirty));
                largest.segment().set(ValueLayout.JAVA_LONG, largest.sizeBytes() - 8, 1);
                assertEquals(1, largestLog.harvest(dirty));
                assertEquals(largest.pageCount() - 1, dirty.next(0));
            } finally {
                largestLog.stop();
            }
        }
    }

    @Test
    void keepsTwoMemoriesApart() {
        try (GuestMemory other = GuestMemory.allocate(memory.sizeBytes())) {
            KernelDirtyLog otherLog = new KernelDirtyLog(other);
            log.start();
            otherLog.start();
            write(12);
            PageBitmap dirty = new PageBitmap(other.pageCount());
            assertEquals(0, otherLog.harvest(dirty));
            otherLog.stop();
            assertHarvest(12);
        }
    }

    @Test
    void failsToStartASecondLogOnOneMemoryAndLeavesTheFirstAlone() {
        log.start();
        KernelDirtyLog second = new KernelDirtyLog(memory);
        LinuxCallException refused = assertThrows(LinuxCallException.class, second::start);
        assertTrue(refused.toString().contains("UFFDIO_REGISTER failed: "), refused::toString);
        second.stop();
        write(2);
        assertHarvest(2);
    }
}
