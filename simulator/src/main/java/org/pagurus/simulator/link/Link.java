package org.pagurus.simulator.link;

import java.util.ArrayList;
import java.util.List;

/** One direction of a link between two nodes. {@link Network} changes it. */
public final class Link {
    private final Node from;
    private final Node to;
    private double rateBytesPerSecond;
    private long latencyNs;
    private double lossShare;
    private boolean cut;

    /** The bundles that share the link, in no order. */
    final List<Bundle> bundles = new ArrayList<>();

    /** The rate to which the link holds bundles down; infinite when it holds down none. */
    double levelBytesPerSecond = Double.POSITIVE_INFINITY;

    /** Owned by {@link FairShares} during a run: what is left for so many transfers, and marks. */
    double freeBytesPerSecond;

    int freeTransfers;
    int visit;
    boolean changed;

    Link(Node from, Node to, LinkSpec spec) {
        this.from = from;
        this.to = to;
        rateBytesPerSecond = spec.rateBytesPerSecond();
        latencyNs = spec.latencyNs();
        lossShare = spec.lossShare();
    }

    public Node from() {
        return from;
    }

    public Node to() {
        return to;
    }

    /** How long a byte is on its way, at present. */
    public long latencyNs() {
        return latencyNs;
    }

    public boolean isCut() {
        return cut;
    }

    /** What the link has for transfers: nothing when it is cut, and less the more it loses. */
    public double capacityBytesPerSecond() {
        return cut ? 0 : rateBytesPerSecond * (1 - lossShare);
    }

    /** What goes over the link: the sum of its transfers' rates. */
    public double usedBytesPerSecond() {
        double used = 0;
        for (Bundle bundle : bundles) {
            used += bundle.transfers() * bundle.rateInForceBytesPerSecond();
        }
        return used;
    }

    void setRate(double bytesPerSecond) {
        LinkSpec.requireRate(bytesPerSecond);
        rateBytesPerSecond = bytesPerSecond;
    }

    void setLatency(long newLatencyNs) {
        LinkSpec.requireLatency(newLatencyNs);
        latencyNs = newLatencyNs;
    }

    void setLoss(double newLossShare) {
        LinkSpec.requireLoss(newLossShare);
        lossShare = newLossShare;
    }

    void setCut(boolean isCut) {
        cut = isCut;
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
