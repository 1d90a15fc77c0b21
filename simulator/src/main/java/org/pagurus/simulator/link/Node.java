package org.pagurus.simulator.link;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A host, where transfers start and end, or a switch, through which they pass. */
public final class Node {
    private final String name;
    private final boolean relays;
    private final int index;
    private final List<Link> links = new ArrayList<>();

    Node(String name, boolean relays, int index) {
        this.name = name;
        this.relays = relays;
        this.index = index;
    }

    public String name() {
        return name;
    }

    /** The links that lead away from here, in the order in which they were made. */
    public List<Link> links() {
        return Collections.unmodifiableList(links);
    }

    boolean relays() {
        return relays;
    }

    int index() {
        return index;
    }

    void add(Link link) {
        links.add(link);
    }

    @Override
    public String toString() {
        return name;
    }
}
