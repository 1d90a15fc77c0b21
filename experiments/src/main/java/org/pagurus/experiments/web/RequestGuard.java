package org.pagurus.experiments.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps other sites out that a person has open beside this one. A name of theirs that they let
 * point here shows in the header Host (DNS rebinding); what their pages send shows in Origin.
 */
final class RequestGuard {
    private static final Pattern HOST =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([0-9A-Za-z.-]+))(?::[0-9]{1,5})?");

    private final String served;

    /**
     * @param served the name or address that a person wants it to be served by
     */
    RequestGuard(String served) {
        this.served = served.toLowerCase(Locale.ROOT);
    }

    /** Why a request is refused; empty where it is not. */
    Optional<String> refusal(HttpHeaders headers) {
        String host = headers.get(HttpHeaderNames.HOST, "");
        return isOurs(host)
                ? Optional.empty()
                : Optional.of("Host: expected an address or localhost but found '" + host + "'");
    }

    /** Why a request that changes something is refused; empty where it is not. */
    Optional<String> refusalOfChange(HttpHeaders headers) {
        String expected = "http://" + headers.get(HttpHeaderNames.HOST, "");
        String origin = headers.get(HttpHeaderNames.ORIGIN, "");
        return origin.equalsIgnoreCase(expected)
                ? Optional.empty()
                : Optional.of("Origin: expected " + expected + " but found '" + origin + "'");
    }

    /** No site can have an address, or localhost, for its name. */
    private boolean isOurs(String host) {
        Matcher matcher = HOST.matcher(host);
        if (!matcher.matches()) {
            return false;
        }
        if (matcher.group(1) != null) {
            return NetUtil.isValidIpV6Address(matcher.group(1));
        }
        String name = matcher.group(2).toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals(served) || NetUtil.isValidIpV4Address(name);
    }
}
