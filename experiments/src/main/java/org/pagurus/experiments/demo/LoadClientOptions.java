package org.pagurus.experiments.demo;

import org.pagurus.experiments.demo.network.ServiceAddress;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.service.KeyValueProtocol;

/**
 * How a load client works.
 *
 * @param client its own addresses
 * @param guestIp where the guest answers
 * @param guestPort the port of its key-value service
 * @param keyCount keys worked on, 1 to {@value #MAX_KEYS}; the guest's table needs room for them
 * @param seed chooses the keys and the order of the requests
 * @param requestsPerSecond 1 to {@value #MAX_REQUESTS_PER_SECOND}, as long as the guest answers
 *     fast enough for one outstanding request
 * @param retransmitNs how long to wait for an answer before the request is sent again
 * @param answerLimitNs a request without an answer for so long ends the client
 */
public record LoadClientOptions(
        NicAddress client,
        Ipv4Address guestIp,
        int guestPort,
        int keyCount,
        long seed,
        int requestsPerSecond,
        long retransmitNs,
        long answerLimitNs) {
    public static final int MAX_KEYS = 1 << 16;
    public static final int MAX_REQUESTS_PER_SECOND = 1_000_000;

    public LoadClientOptions {
        check("guestPort", guestPort, 1, 65_535);
        check("keyCount", keyCount, 1, MAX_KEYS);
        check("requestsPerSecond", requestsPerSecond, 1, MAX_REQUESTS_PER_SECOND);
        check("retransmitNs", retransmitNs, 1, answerLimitNs);
        check("answerLimitNs", answerLimitNs, 1, 3_600_000_000_000L);
    }

    /** 256 keys, 1,000 requests a second, sent again every 2 ms, at most 30 s without an answer. */
    public static LoadClientOptions of(NicAddress client, Ipv4Address guestIp, long seed) {
        return new LoadClientOptions(
                client,
                guestIp,
                KeyValueProtocol.DEFAULT_PORT,
                256,
                seed,
                1_000,
                2_000_000L,
                30_000_000_000L);
    }

    /** The client and what it works against. */
    ServiceAddress service() {
        return new ServiceAddress(client, guestIp, guestPort);
    }

    public LoadClientOptions withRequestsPerSecond(int value) {
        return new LoadClientOptions(
                client, guestIp, guestPort, keyCount, seed, value, retransmitNs, answerLimitNs);
    }

    public LoadClientOptions withKeyCount(int value) {
        return new LoadClientOptions(
                client,
                guestIp,
                guestPort,
                value,
                seed,
                requestsPerSecond,
                retransmitNs,
                answerLimitNs);
    }

    public LoadClientOptions withAnswerLimitNs(long value) {
        return new LoadClientOptions(
                client, guestIp, guestPort, keyCount, seed, requestsPerSecond, retransmitNs, value);
    }

    private static void check(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    field + " must be " + min + " to " + max + " but is " + value);
        }
    }
}
