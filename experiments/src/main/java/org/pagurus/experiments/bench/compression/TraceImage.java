package org.pagurus.experiments.bench.compression;

import java.nio.file.Path;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.traced.TraceDirectory;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.PageBitmap;

/** The image of a page trace, with its intervals. */
final class TraceImage implements BenchImage {
    private final TraceDirectory trace;
    private final ProfiledClasses classes = new ProfiledClasses();

    private TraceImage(TraceDirectory trace) {
        this.trace = trace;
    }

    static TraceImage open(Path directory) throws BenchException {
        try {
            return new TraceImage(TraceDirectory.open(directory));
        } catch (GuestException e) {
            throw new BenchException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String name() {
        return trace.name();
    }

    @Override
    public long pageCount() {
        return trace.pageCount();
    }

    @Override
    public void load(GuestMemory memory) throws BenchException {
        try {
            trace.loadBase(memory);
        } catch (GuestException e) {
            throw new BenchException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String classOf(GuestMemory memory, long page) {
        return classes.of(memory, page);
    }

    @Override
    public int intervalCount() {
        return trace.intervalCount();
    }

    @Override
    public void applyInterval(int index, GuestMemory memory, PageBitmap changed)
            throws BenchException {
        try {
            trace.applyInterval(index, memory, changed);
        } catch (GuestException e) {
            throw new BenchException(String.valueOf(e.getMessage()), e);
        }
    }
}
