package org.pagurus.experiments.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pagurus.experiments.scenario.LinkChangePlan.Change;
import org.pagurus.experiments.scenario.LinkChangePlan.Direction;
import org.pagurus.simulator.link.DuplexLink;
import org.pagurus.simulator.link.Link;
import org.pagurus.simulator.link.LinkChange;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Path;
import org.pagurus.simulator.link.Topology;

/** A scenario's network in virtual time, by the scenario's names. */
public final class SimulatedNetwork {
    private final Topology topology = new Topology();
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, DuplexLink> links = new HashMap<>();

    private SimulatedNetwork() {}

    /** A fresh one. */
    public static SimulatedNetwork of(NetworkPlan plan) {
        SimulatedNetwork network = new SimulatedNetwork();
        plan.hosts().forEach(name -> network.nodes.put(name, network.topology.addHost(name)));
        plan.switches().forEach(name -> network.nodes.put(name, network.topology.addSwitch(name)));
        for (NetworkPlan.Link link : plan.links()) {
            network.links.put(
                    link.name(),
                    network.topology.connect(
                            network.node(link.first()), network.node(link.second()), link.spec()));
        }
        return network;
    }

    public Topology topology() {
        return topology;
    }

    /** Whether there is a way from one host to another. */
    public boolean joins(String from, String to) {
        try {
            return !path(from, to).links().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The way from one host to another.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Path path(String from, String to) {
        return topology.path(node(from), node(to));
    }

    /** Has links change as planned. */
    public void schedule(List<LinkChangePlan> plans, Network network) {
        for (LinkChangePlan plan : plans) {
            DuplexLink link = links.get(plan.link());
            if (link == null) {
                throw new IllegalArgumentException("link: expected a known one: " + plan);
            }
            for (Change change : plan.changes()) {
                if (plan.direction() != Direction.BACK) {
                    network.schedule(plan.atNs(), of(change, link.forth()));
                }
                if (plan.direction() != Direction.FORTH) {
                    network.schedule(plan.atNs(), of(change, link.back()));
                }
            }
        }
    }

    private Node node(String name) {
        Node node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("node: expected a known one but found " + name);
        }
        return node;
    }

    private static LinkChange of(Change change, Link link) {
        return switch (change) {
            case Change.Cut cut -> new LinkChange.Cut(link);
            case Change.Restore restore -> new LinkChange.Restore(link);
            case Change.Rate rate -> new LinkChange.Rate(link, rate.bytesPerSecond());
            case Change.Latency latency -> new LinkChange.Latency(link, latency.ns());
            case Change.Loss loss -> new LinkChange.Loss(link, loss.share());
        };
    }
}
