package org.pagurus.simulator.link;

import java.util.List;

/** The links from one host to another, in order. */
public final class Path {
    private final List<Link> links;

    /** The transfers over this path that have no cap of their own. */
    private final Bundle bundle;

    Path(List<Link> links) {
        this.links = List.copyOf(links);
        bundle = new Bundle(this, Double.POSITIVE_INFINITY);
    }

    public List<Link> links() {
        return links;
    }

    public Node from() {
        return links.getFirst().from();
    }

    public Node to() {
        return links.getLast().to();
    }

    /** The sum of the links' latencies, at present. */
    public long latencyNs() {
        long sumNs = 0;
        for (Link link : links) {
            sumNs += link.latencyNs();
        }
        return sumNs;
    }

    Bundle bundle() {
        return bundle;
    }

    @Override
    public String toString() {
        return from() + " to " + to();
    }
}
