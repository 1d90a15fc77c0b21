package org.pagurus.experiments.option;

import java.util.regex.Pattern;

/**
 * Where a page is served: {@code 7480}, a port on loopback, or {@code 192.0.2.7:7480}.
 *
 * @param listen the host and the port; port 0 is any free one
 */
public record WebAddress(HostPort listen) {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with one line: what was expected and what was found
     */
    public static WebAddress parse(String text) {
        if (PORT.matcher(text).matches()) {
            return new WebAddress(new HostPort("127.0.0.1", Integer.parseInt(text)));
        }
        if (text.indexOf(':') < 0) {
            throw new IllegalArgumentException(
                    "expected PORT or ADDRESS:PORT such as 7480 or 192.0.2.7:7480, found '"
                            + text
                            + "'");
        }
        return new WebAddress(HostPort.parse(text));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return listen.toString();
    }
}
