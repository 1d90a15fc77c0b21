package org.pagurus.simulator.link;

/** Something that happens to one direction of a link. */
public sealed interface LinkChange {
    Link link();

    /**
     * @param rateBytesPerSecond more than 0
     */
    record Rate(Link link, double rateBytesPerSecond) implements LinkChange {
        public Rate {
            LinkSpec.requireRate(rateBytesPerSecond);
        }
    }

    /** Holds for what has yet to go over the link, not for what is on its way. */
    record Latency(Link link, long latencyNs) implements LinkChange {
        public Latency {
            LinkSpec.requireLatency(latencyNs);
        }
    }

    record Loss(Link link, double lossShare) implements LinkChange {
        public Loss {
            LinkSpec.requireLoss(lossShare);
        }
    }

    /** Nothing goes any more; transfers wait. */
    record Cut(Link link) implements LinkChange {}

    /** Transfers go on. */
    record Restore(Link link) implements LinkChange {}
}
