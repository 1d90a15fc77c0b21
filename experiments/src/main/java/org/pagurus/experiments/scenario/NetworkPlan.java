package org.pagurus.experiments.scenario;

import java.util.List;
import org.pagurus.simulator.link.LinkSpec;

/**
 * Hosts and switches, and the links between them.
 *
 * @param hosts names, none of which a switch has
 * @param links each with a name of its own
 */
public record NetworkPlan(List<String> hosts, List<String> switches, List<Link> links) {
    public NetworkPlan {
        hosts = List.copyOf(hosts);
        switches = List.copyOf(switches);
        links = List.copyOf(links);
    }

    /** Whether it is two hosts with one link between them. */
    public boolean isPair() {
        return hosts.size() == 2 && switches.isEmpty() && links.size() == 1;
    }

    /**
     * A link, the same in both directions.
     *
     * @param first the host or switch from which its direction "forth" leads away
     */
    public record Link(String name, String first, String second, LinkSpec spec) {}
}
