package org.pagurus.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.7", 4711);

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final AtomicLong nowNs = new AtomicLong();
    private final RefusalLog log = new RefusalLog(nowNs::get);

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    @Test
    void aLineHasAddressAndReason() {
        refuse(1);
        assertEquals(1, lines());
        assertTrue(text().contains("/192.0.2.7:4711 refused: because"), this::text);
    }

    @Test
    void aFloodIsCountedAndNotWritten() {
        refuse(100_000);
        assertEquals(RefusalLog.LINES, lines());
        nowNs.addAndGet(RefusalLog.WINDOW_SECONDS * 1_000_000_000L);
        refuse(1);
        assertEquals(RefusalLog.LINES + 2, lines());
        assertTrue(text().contains(100_000 - RefusalLog.LINES + " more connections"), this::text);
    }

    private void refuse(int times) {
        for (int i = 0; i < times; i++) {
            log.refused(PEER, Refusals.Kind.TLS, "because");
        }
    }

    private long lines() {
        return text().lines().count();
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
