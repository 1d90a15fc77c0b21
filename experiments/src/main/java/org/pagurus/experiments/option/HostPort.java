package org.pagurus.experiments.option;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where somebody listens: {@code 127.0.0.1:7411}, {@code localhost:7411}, {@code [::1]:7411}.
 *
 * @param host a name or an address, without brackets
 * @param port 0 to 65535; 0 is any free port, which only a listener can use
 */
public record HostPort(String host, int port) {
    public static final int MAX_PORT = 65_535;

    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([^\\s:\\[\\]]+)):([0-9]{1,5})");

    public HostPort {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "expected a port of 0 to " + MAX_PORT + ", found " + port);
        }
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with one line: what was expected and what was found
     */
    public static HostPort parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected HOST:PORT such as 127.0.0.1:7411, found '" + text + "'");
        }
        String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return new HostPort(host, Integer.parseInt(matcher.group(3)));
    }

    /** Of a socket. */
    public static HostPort of(InetSocketAddress address) {
        return new HostPort(address.getAddress().getHostAddress(), address.getPort());
    }

    /** Looks the host up; the result is unresolved when it is not known. */
    public InetSocketAddress toAddress() {
        return new InetSocketAddress(host, port);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
