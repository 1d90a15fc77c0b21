package org.pagurus.simulator.driver;

import java.util.function.DoubleSupplier;
import org.pagurus.codec.select.Coding;
import org.pagurus.engine.page.EncodingTime;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.StreamTally;

/** What encoding takes, by a table; adds up what each frame took, on a core of its own. */
public final class TabledTime implements EncodingTime {
    private final PageTimes times;
    private final DoubleSupplier slowdown;
    private final double readNs;
    private double codingsNs;
    private int windowLevel = 1;

    /**
     * @param slowdown how much longer than on an idle machine something takes that begins now
     * @param keepsVersions whether versions sent last are kept
     */
    public TabledTime(PageTimes times, DoubleSupplier slowdown, boolean keepsVersions) {
        this.times = times;
        this.slowdown = slowdown;
        PageTimes.Other other = times.other();
        readNs = other.readNs() + (keepsVersions ? other.versionNs() : 0);
    }

    /** A long frame begins with this level; those of all streams do so at about the same time. */
    public void windowBegins(int level) {
        windowLevel = level;
    }

    @Override
    public long startNs() {
        return 0;
    }

    @Override
    public long codedNs(long startNs, Coding coding, int pages, int bytes) {
        double ns =
                coding == Coding.WINDOW
                        ? times.windowNs(windowLevel, pages, bytes)
                        : times.encodeNs(coding, bytes);
        codingsNs += ns;
        return seen(ns);
    }

    /** What a clock shows for one page: longer where threads share cores. */
    private long seen(double ns) {
        return Math.round(ns * slowdown.getAsDouble() / times.pages());
    }

    @Override
    public long filledNs(long startNs, int pages) {
        return seen(codingsNs + pages * readNs);
    }

    /**
     * What the frame that was just filled took.
     *
     * @param before what the round had sent before it
     */
    public double takeFrameNs(PageSender sender, StreamTally before) {
        StreamTally now = sender.tally();
        long zeroPages = now.zeroPages() - before.zeroPages();
        long readPages = now.pages() - before.pages() - zeroPages;
        double ns =
                times.other().frameNs()
                        + codingsNs
                        + readPages * readNs
                        + zeroPages * times.other().zeroNs()
                        + (now.bytes() - before.bytes()) * times.other().byteNs();
        codingsNs = 0;
        return ns;
    }
}
