package org.pagurus.guest.synthetic;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many of 100 pages are of which class.
 *
 * @param percents by class; classes left out have none; the sum is 100
 */
public record ContentMix(Map<ContentClass, Integer> percents) {
    /** Somewhat like the memory of a busy server. */
    public static final ContentMix TYPICAL = parse("zero=20,sparse=10,text=20,heap=40,random=10");

    private static final int MAX_TEXT_CHARS = 200;

    public ContentMix {
        EnumMap<ContentClass, Integer> copy = new EnumMap<>(ContentClass.class);
        copy.putAll(percents);
        int sum = 0;
        for (Map.Entry<ContentClass, Integer> entry : copy.entrySet()) {
            int percent = entry.getValue();
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException(
                        "contents: "
                                + entry.getKey().label()
                                + " must be 0 to 100 percent but is "
                                + percent);
            }
            sum += percent;
        }
        if (sum != 100) {
            throw new IllegalArgumentException(
                    "contents must add up to 100 percent but add up to " + sum);
        }
        // Left out or none is the same.
        copy.values().removeIf(percent -> percent == 0);
        percents = Map.copyOf(copy);
    }

    /** Reads {@code zero=20,sparse=10,text=20,heap=40,random=10}; the order does not matter. */
    public static ContentMix parse(String text) {
        if (text.length() > MAX_TEXT_CHARS) {
            throw new IllegalArgumentException(
                    "contents must have at most "
                            + MAX_TEXT_CHARS
                            + " characters but has "
                            + text.length());
        }
        Map<ContentClass, Integer> percents = new EnumMap<>(ContentClass.class);
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw malformed(part);
            }
            ContentClass contentClass = classOf(part.substring(0, equals), part);
            if (percents.put(contentClass, percentOf(part.substring(equals + 1), part)) != null) {
                throw new IllegalArgumentException(
                        "contents: " + contentClass.label() + " is given twice");
            }
        }
        return new ContentMix(percents);
    }

    /** How many of 100 pages are of this class. */
    public int percent(ContentClass contentClass) {
        return percents.getOrDefault(contentClass, 0);
    }

    /** The class of whoever drew {@code draw}, 0 to 99. */
    ContentClass classAt(int draw) {
        int end = 0;
        for (ContentClass contentClass : ContentClass.values()) {
            end += percent(contentClass);
            if (draw < end) {
                return contentClass;
            }
        }
        throw new IllegalArgumentException("draw must be 0 to 99 but is " + draw);
    }

    /** As {@link #parse} reads it, every class named. */
    public String format() {
        return Arrays.stream(ContentClass.values())
                .map(contentClass -> contentClass.label() + "=" + percent(contentClass))
                .collect(Collectors.joining(","));
    }

    private static ContentClass classOf(String label, String part) {
        for (ContentClass contentClass : ContentClass.values()) {
            if (contentClass.label().equals(label)) {
                return contentClass;
            }
        }
        throw malformed(part);
    }

    private static int percentOf(String digits, String part) {
        if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(c -> isDigit(c))) {
            throw malformed(part);
        }
        return Integer.parseInt(digits);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static IllegalArgumentException malformed(String part) {
        return new IllegalArgumentException(
                "contents must be parts such as heap=40 of zero, sparse, text, heap, random and array, joined by ','"
                        + " but has '"
                        + part
                        + "'");
    }
}
