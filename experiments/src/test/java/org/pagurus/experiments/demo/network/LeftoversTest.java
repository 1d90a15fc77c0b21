package org.pagurus.experiments.demo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir private Path directory;

    @Test
    void onlyNamesOfOurFormWhoseProcessIsGoneAreLeftOver() throws Exception {
        for (String name :
                List.of(
                        "pagurus-7-1-source",
                        "pagurus-7-12-client",
                        "pagurus-8-1-source",
                        "pagurus-7",
                        "pagurus-test-7-1-source",
                        "pagurus-7-1-source-of-somebody",
                        "pagurus-99999999999999999999-1-source",
                        "other-7-1-source")) {
            Files.createFile(directory.resolve(name));
        }
        assertEquals(
                List.of("pagurus-7-1-source", "pagurus-7-12-client"),
                Leftovers.find(directory, process -> process == 8).stream().sorted().toList());
    }

    @Test
    void namesAreUniqueAndSayWhoMadeThem() {
        NamespaceNames names = NamespaceNames.fresh();
        NamespaceNames others = NamespaceNames.fresh();
        assertEquals(8, Stream.of(names, others).flatMap(n -> n.all().stream()).distinct().count());
        for (String name : names.all()) {
            assertEquals(ProcessHandle.current().pid(), NamespaceNames.processOf(name).getAsLong());
        }
    }

    @Test
    void theRightToAdministerNetworksIsReadFromTheCapabilities() {
        assertTrue(allowed("000001ffffffffff"));
        assertTrue(allowed("0000000000201000"));
        assertFalse(allowed("0000000000001000"), "CAP_SYS_ADMIN is missing");
        assertFalse(allowed("0000000000200000"), "CAP_NET_ADMIN is missing");
        assertFalse(allowed("0000000000000000"));
        assertFalse(NamespaceSupport.mayAdministerNetworks(List.of("Name:\tjava")));
    }

    private static boolean allowed(String effective) {
        return NamespaceSupport.mayAdministerNetworks(
                List.of("CapPrm:\t000001ffffffffff", "CapEff:\t" + effective));
    }
}
