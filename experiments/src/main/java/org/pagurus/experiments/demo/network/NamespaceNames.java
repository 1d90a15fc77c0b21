package org.pagurus.experiments.demo.network;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of one network's namespaces: {@code pagurus-PROCESS-NUMBER-ROLE}. They are unique, so
 * that networks stand side by side, and name the process that removes them: what is left over from
 * one that was killed is known by that.
 */
record NamespaceNames(long process, int number) {
    private static final Pattern FORM =
            Pattern.compile("pagurus-([0-9]{1,18})-[0-9]{1,9}-[a-z]{1,20}");
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Names that nobody has yet. */
    static NamespaceNames fresh() {
        return new NamespaceNames(ProcessHandle.current().pid(), COUNT.incrementAndGet());
    }

    String segment() {
        return name("segment");
    }

    String client() {
        return name("client");
    }

    String host(DemoNetwork.Host host) {
        return name(
                switch (host) {
                    case SOURCE -> "source";
                    case DESTINATION -> "destination";
                });
    }

    List<String> all() {
        return List.of(
                segment(),
                client(),
                host(DemoNetwork.Host.SOURCE),
                host(DemoNetwork.Host.DESTINATION));
    }

    /** The process that a namespace belongs to; empty for a name that is not of this form. */
    static OptionalLong processOf(String namespace) {
        Matcher matcher = FORM.matcher(namespace);
        return matcher.matches()
                ? OptionalLong.of(Long.parseLong(matcher.group(1)))
                : OptionalLong.empty();
    }

    private String name(String role) {
        return "pagurus-" + process + "-" + number + "-" + role;
    }
}
