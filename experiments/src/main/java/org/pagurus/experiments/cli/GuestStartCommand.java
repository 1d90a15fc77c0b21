package org.pagurus.experiments.cli;

import java.util.concurrent.Callable;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagurus guest start}. */
@Command(
        name = "start",
        description = "Make a guest, fill its memory and let it run.",
        footer = {
            "pagurus guest start crab --memory 512MiB --dirty-rate 50MiB",
            "pagurus guest start crab --host 127.0.0.1:7412 --workload invariant --ip 10.0.0.7"
        })
final class GuestStartCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "GUEST", description = "Its name: " + GuestDescription.NAME_FORM + ".")
    private String name = "";

    @Mixin private final HostOption host = new HostOption();
    @Mixin private final GuestOptions guest = new GuestOptions();

    @Option(names = "--mac", paramLabel = "MAC", description = "Its virtual MAC" + Shown.DEFAULT)
    private MacAddress mac = MacAddress.parse("52:54:00:00:00:02");

    @Option(names = "--ip", paramLabel = "IP", description = "Its virtual IP" + Shown.DEFAULT)
    private Ipv4Address ip = Ipv4Address.parse("10.0.0.2");

    GuestStartCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        GuestDescription description = guest.describe(name, new NicAddress(mac, ip));
        HostReply reply = host.ask(HostRequest.StartGuest.of(description));
        if (reply instanceof HostReply.Done done) {
            screen.out().println(done.message());
        }
        return ExitCode.OK.status();
    }
}
