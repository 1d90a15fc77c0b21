package org.pagurus.simulator.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hosts, switches and the links between them. Hosts do not relay. The way from one host to another
 * is one of the fewest links, and of these the one over the links that were made first; it does not
 * change when a link is cut.
 */
public final class Topology {
    private static final int MOST_NODES = 1 << 20;

    /** How many ways to one host are remembered: at most this many links in all. */
    private static final int MOST_REMEMBERED_LINKS = 1 << 22;

    private static final int MOST_REMEMBERED_PATHS = 1 << 17;

    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<Long, Path> paths = lastUsed(MOST_REMEMBERED_PATHS);
    private Map<Node, @Nullable Link[]> waysFrom = lastUsed(1);
    private boolean claimed;

    public Node addHost(String name) {
        return add(name, false);
    }

    public Node addSwitch(String name) {
        return add(name, true);
    }

    /** Joins two nodes by a link in both directions. Paths asked for before stay as they are. */
    public DuplexLink connect(Node first, Node second, LinkSpec spec) {
        requireOwn(first);
        requireOwn(second);
        if (first == second) {
            throw new IllegalArgumentException(
                    "second: expected another node than " + first + " but found the same");
        }
        Link forth = new Link(first, second, spec);
        Link back = new Link(second, first, spec);
        first.add(forth);
        second.add(back);
        paths.clear();
        waysFrom = lastUsed(Math.max(1, MOST_REMEMBERED_LINKS / nodes.size()));
        return new DuplexLink(forth, back);
    }

    /**
     * The way from one host to another.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Path path(Node from, Node to) {
        requireOwn(from);
        requireOwn(to);
        long key = (long) from.index() << Integer.SIZE | to.index();
        Path known = paths.get(key);
        if (known == null) {
            known = find(from, to);
            paths.put(key, known);
        }
        return known;
    }

    /** Links carry one network's transfers. */
    void claim() {
        if (claimed) {
            throw new IllegalArgumentException(
                    "topology: expected one without a network but found another's");
        }
        claimed = true;
    }

    private Path find(Node from, Node to) {
        @Nullable Link[] lastLinks = waysFrom.computeIfAbsent(from, this::search);
        List<Link> backwards = new ArrayList<>();
        for (Node node = to; node != from; ) {
            Link link = lastLinks[node.index()];
            if (link == null) {
                break;
            }
            backwards.add(link);
            node = link.from();
        }
        if (backwards.isEmpty()) {
            throw new IllegalArgumentException(
                    "to: expected a host that can be reached from " + from + " but found " + to);
        }
        return new Path(backwards.reversed());
    }

    /** By node: the last link of the way to it; null where there is none, as at the start. */
    private @Nullable Link[] search(Node start) {
        @Nullable Link[] lastLinks = new @Nullable Link[nodes.size()];
        ArrayDeque<Node> reached = new ArrayDeque<>(List.of(start));
        while (!reached.isEmpty()) {
            Node node = reached.remove();
            if (node != start && !node.relays()) {
                continue;
            }
            for (Link link : node.links()) {
                Node next = link.to();
                if (next != start && lastLinks[next.index()] == null) {
                    lastLinks[next.index()] = link;
                    reached.add(next);
                }
            }
        }
        return lastLinks;
    }

    private Node add(String name, boolean relays) {
        if (nodes.size() == MOST_NODES) {
            throw new IllegalStateException(
                    "nodes: expected at most " + MOST_NODES + " but found one more");
        }
        if (!names.add(name)) {
            throw new IllegalArgumentException(
                    "name: expected one that is not taken but found " + name);
        }
        Node node = new Node(name, relays, nodes.size());
        nodes.add(node);
        waysFrom.clear();
        return node;
    }

    private void requireOwn(Node node) {
        if (node.index() >= nodes.size() || nodes.get(node.index()) != node) {
            throw new IllegalArgumentException(
                    "node: expected one of this topology but found " + node);
        }
    }

    private static <K, V> Map<K, V> lastUsed(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }
}
