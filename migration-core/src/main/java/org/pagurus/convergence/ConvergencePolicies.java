package org.pagurus.convergence;

import java.util.List;
import java.util.stream.Collectors;

/** The policies that a person can choose by name. */
public final class ConvergencePolicies {
    private static final List<ConvergencePolicy> ALL =
            List.of(new PredictivePolicy(), new QemuPolicy(), new XenPolicy(), new SimgridPolicy());

    private ConvergencePolicies() {}

    /** Every policy, the one to prefer first. */
    public static List<ConvergencePolicy> all() {
        return ALL;
    }

    /**
     * The policy of that name.
     *
     * @throws IllegalArgumentException when there is none; the message lists the names
     */
    public static ConvergencePolicy parse(String name) {
        for (ConvergencePolicy policy : ALL) {
            if (policy.name().equals(name)) {
                return policy;
            }
        }
        String names = ALL.stream().map(ConvergencePolicy::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "convergence policy must be one of " + names + " but is \"" + name + "\"");
    }
}
