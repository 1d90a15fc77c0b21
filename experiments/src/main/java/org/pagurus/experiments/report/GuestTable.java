package org.pagurus.experiments.report;

import java.util.List;
import org.pagurus.transport.command.HostReply.GuestInfo;

/** The guests of a host. */
public final class GuestTable {
    private GuestTable() {}

    /** The table with its head, or one line when there are none; every line is ended. */
    public static String of(List<GuestInfo> guests) {
        if (guests.isEmpty()) {
            return "no guests\n";
        }
        TextTable table = new TextTable("llrlllll");
        table.row("guest", "kind", "MiB", "mac", "ip", "dirty log", "place", "status");
        for (GuestInfo guest : guests) {
            table.row(
                    guest.name(),
                    guest.kind(),
                    Units.mebibytes(guest.memoryBytes()),
                    guest.mac(),
                    guest.ip(),
                    guest.dirtyLog(),
                    guest.place(),
                    guest.status());
        }
        return table.render();
    }
}
