package org.pagurus.experiments.demo;

import org.pagurus.transport.command.HostReply;

/** What is expected of hosts and guests that are asked for something. */
public final class Answers {
    private Answers() {}

    /**
     * What a host did.
     *
     * @throws DemoException when it refused
     */
    public static HostReply accepted(HostReply reply) throws DemoException {
        if (reply instanceof HostReply.Refused refused) {
            throw new DemoException(refused.message());
        }
        return reply;
    }

    /**
     * Waits until a client has so many answers.
     *
     * @throws DemoException when it has not within the time
     */
    public static void await(LoadClient client, long requests, long limitNs)
            throws DemoException, InterruptedException {
        if (!client.awaitAnswered(requests, limitNs)) {
            String failure = client.report().failure();
            throw new DemoException(failure == null ? "client: got no answer" : failure);
        }
    }
}
