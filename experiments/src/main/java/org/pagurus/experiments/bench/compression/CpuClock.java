package org.pagurus.experiments.bench.compression;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/** The CPU time of the current thread: what else runs on the machine does not count. */
final class CpuClock {
    private CpuClock() {}

    /** Nanoseconds; of the wall clock where the JVM can't tell a thread's CPU time. */
    static LongSupplier currentThreadNs() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
                ? threads::getCurrentThreadCpuTime
                : System::nanoTime;
    }
}
