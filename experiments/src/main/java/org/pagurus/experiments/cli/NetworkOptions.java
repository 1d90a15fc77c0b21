package org.pagurus.experiments.cli;

import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.demo.DemoOptions.NetworkKind;
import org.pagurus.experiments.demo.network.LinkCut;
import org.pagurus.experiments.demo.network.NamespaceSupport;
import org.pagurus.experiments.option.CutTimes;
import picocli.CommandLine.Option;

/** What joins the demo's hosts, guest and client, and what goes wrong with it. */
final class NetworkOptions {
    @Option(
            names = "--network",
            paramLabel = "KIND",
            description =
                    "virtual: a virtual switch; namespaces: network namespaces, a bridge and taps of"
                            + " the kernel, with a ping beside the client, and --link-rate kept by the"
                            + " link itself; needs root (default: virtual).")
    private NetworkKind kind = NetworkKind.VIRTUAL;

    @Option(
            names = "--link-cut",
            paramLabel = "AT,FOR",
            description =
                    "With --network namespaces: cut the link that the guest migrates over so long"
                            + " after the start, such as 1s,2s for two seconds (default: never).")
    private @Nullable CutTimes cut;

    NetworkKind kind() {
        return kind;
    }

    @Nullable LinkCut cut() {
        return cut == null ? null : new LinkCut(cut.at().ns(), cut.duration().ns());
    }

    /**
     * Refuses what cannot be had here.
     *
     * @throws CommandException with one line that says what is missing
     */
    void check() throws CommandException {
        CommandException.expect(
                cut == null || kind == NetworkKind.NAMESPACES,
                "--link-cut",
                "--network namespaces beside it",
                "--network virtual");
        if (kind == NetworkKind.NAMESPACES) {
            String missing = NamespaceSupport.missing().orElse(null);
            if (missing != null) {
                throw new CommandException(ExitCode.FAILED, "--network namespaces: " + missing);
            }
        }
    }
}
