package org.pagurus.experiments.bench.compression;

import java.nio.file.Files;
import java.nio.file.Path;
import org.pagurus.guest.synthetic.ContentMix;

/** Images by where they come from. */
public final class BenchImages {
    private BenchImages() {}

    /**
     * A trace when it is a directory, otherwise a raw image, compressed or not.
     *
     * @throws BenchException says what was expected and what was found
     */
    public static BenchImage open(Path path) throws BenchException {
        if (Files.isDirectory(path)) {
            return TraceImage.open(path);
        }
        if (!Files.isReadable(path)) {
            throw new BenchException(
                    "expected an image or a trace's directory that can be read, found " + path);
        }
        return RawImage.open(path);
    }

    /**
     * A synthetic guest's pages.
     *
     * @param sizeBytes whole pages, at least one
     * @param seed of all random choices
     */
    public static BenchImage synthetic(ContentMix mix, long sizeBytes, long seed) {
        return new MixImage(mix, sizeBytes, seed);
    }
}
