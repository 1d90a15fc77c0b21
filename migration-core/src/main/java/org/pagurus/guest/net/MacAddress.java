package org.pagurus.guest.net;

import java.util.Locale;
import java.util.regex.Pattern;

/** A 48-bit Ethernet address; the first byte on the wire is the most significant. */
public record MacAddress(long bits) {
    public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException(
                    "a MAC address has 48 bits: " + Long.toHexString(bits));
        }
    }

    /** Reads {@code 52:54:00:12:34:56}. */
    public static MacAddress parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "MAC address must be six hex bytes joined by ':' but is " + text);
        }
        return new MacAddress(Long.parseLong(text.replace(":", ""), 16));
    }

    /** Broadcast and multicast addresses have the lowest bit of their first byte set. */
    public boolean isGroup() {
        return (bits & 0x0100_0000_0000L) != 0;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            text.append(String.format(Locale.ROOT, "%02x", (bits >>> shift) & 0xff));
            if (shift > 0) {
                text.append(':');
            }
        }
        return text.toString();
    }
}
