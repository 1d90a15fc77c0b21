package org.pagurus.codec.select;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A way to choose codings, as a person names it. */
public record SelectorKind(Name name, @Nullable Coding coding) {
    /** The ways there are. */
    public enum Name {
        /** The coding with the least delivery time on the link as it is now. */
        ADAPTIVE,
        /** By the three classes of characteristic-based compression (Jin et al., CLUSTER 2009). */
        CBC,
        /** One coding for all pages. */
        FIXED,
        /** Every page in full, those of zeros too: what compression is measured against. */
        NONE
    }

    private static final String FIXED_PREFIX = "fixed:";

    /** What {@link #parse} takes, for a message. */
    public static final String FORM =
            "adaptive, cbc, none or fixed:CODEC with CODEC one of " + Coding.labels();

    public static final SelectorKind ADAPTIVE = new SelectorKind(Name.ADAPTIVE, null);

    public SelectorKind {
        if ((name == Name.FIXED) != (coding != null)) {
            throw new IllegalArgumentException("a fixed selector, and no other, has a coding");
        }
    }

    /**
     * @throws IllegalArgumentException says what was expected
     */
    public static SelectorKind parse(String text) {
        if (text.equals("adaptive")) {
            return ADAPTIVE;
        }
        if (text.equals("cbc")) {
            return new SelectorKind(Name.CBC, null);
        }
        if (text.equals("none")) {
            return new SelectorKind(Name.NONE, null);
        }
        Coding coding =
                text.startsWith(FIXED_PREFIX)
                        ? Coding.ofLabel(text.substring(FIXED_PREFIX.length()))
                        : null;
        if (coding == null) {
            throw new IllegalArgumentException("expected " + FORM + " but found " + text);
        }
        return new SelectorKind(Name.FIXED, coding);
    }

    /**
     * A selector for one stream.
     *
     * @param linkBytesPerSecond the stream's share of the link as it is now; infinite while the
     *     link has not been seen to be busy
     * @param cores how much of the processor the stream's encoding may use
     */
    public PageSelector newSelector(DoubleSupplier linkBytesPerSecond, double cores) {
        return switch (name) {
            case ADAPTIVE ->
                    new AdaptiveSelector(new ProfileClassifier(), linkBytesPerSecond, cores, true);
            case CBC -> new CbcSelector();
            case FIXED -> new FixedSelector(coding == null ? Coding.RAW : coding);
            case NONE -> new UncompressedSelector();
        };
    }

    /** Whether pages are made smaller, but for those of zeros. */
    public boolean encodes() {
        return name != Name.NONE && coding != Coding.RAW;
    }

    /** Whether pages may be coded against the version sent last. */
    public boolean usesVersions() {
        return name == Name.ADAPTIVE || coding != null && coding.needsVersion();
    }

    /** Whether pages may be coded in the stream's one long frame. */
    public boolean usesWindow() {
        return name == Name.ADAPTIVE || coding == Coding.WINDOW;
    }

    @Override
    public String toString() {
        return switch (name) {
            case ADAPTIVE -> "adaptive";
            case CBC -> "cbc";
            case FIXED -> FIXED_PREFIX + (coding == null ? "" : coding.label());
            case NONE -> "none";
        };
    }
}
