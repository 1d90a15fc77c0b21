package org.pagurus.experiments.bench.compression;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.profile.PageClass;
import org.pagurus.codec.profile.PageProfiler;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/**
 * The classes of an image's pages, as {@code adaptive} sees them without a version sent before. All
 * are looked at when the first is asked for, so that looking does not get in the way of what is
 * measured later. One thread.
 */
final class ProfiledClasses {
    private static final PageClass[] CLASSES = PageClass.values();

    /** For each page its class's ordinal. */
    private byte @Nullable [] ordinals;

    /**
     * @param memory holds the image
     */
    String of(GuestMemory memory, long page) {
        byte[] known = ordinals;
        if (known == null) {
            known = classify(memory);
            ordinals = known;
        }
        return CLASSES[known[Math.toIntExact(page)]].name().toLowerCase(Locale.ROOT);
    }

    private static byte[] classify(GuestMemory memory) {
        PageProfiler profiler = new PageProfiler();
        byte[] ordinals = new byte[Math.toIntExact(memory.pageCount())];
        for (int page = 0; page < ordinals.length; page++) {
            profiler.profile(memory.segment(), Page.offsetBytes(page));
            ordinals[page] = (byte) PageClass.of(profiler).ordinal();
        }
        return ordinals;
    }
}
