package org.pagurus.guest.net;

/** An IPv4 address; the first byte on the wire is the most significant. */
public record Ipv4Address(int bits) {
    /** Reads {@code 10.0.0.2}. */
    public static Ipv4Address parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw malformed(text);
        }
        int bits = 0;
        for (String part : parts) {
            if (part.isEmpty()
                    || part.length() > 3
                    || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw malformed(text);
            }
            int value = Integer.parseInt(part);
            if (value > 255) {
                throw malformed(text);
            }
            bits = bits << 8 | value;
        }
        return new Ipv4Address(bits);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "IPv4 address must be four numbers of 0 to 255 joined by '.' but is " + text);
    }

    @Override
    public String toString() {
        return (bits >>> 24)
                + "."
                + (bits >>> 16 & 0xff)
                + "."
                + (bits >>> 8 & 0xff)
                + "."
                + (bits & 0xff);
    }
}
