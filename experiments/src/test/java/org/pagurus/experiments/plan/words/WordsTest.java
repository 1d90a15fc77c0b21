package org.pagurus.experiments.plan.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.experiments.plan.Choice;
import org.pagurus.experiments.plan.Choice.Encoding;

class WordsTest {
    private static final long GIB = 1L << 30;

    @Test
    void pagurusHasAWordForEverything() {
        assertEquals(
                List.of(
                        "pagurus migrate GUEST --to HOST:PORT --policy predictive --selector adaptive"
                                + " --streams 4 --compression-threads 2 --downtime-limit 250ms"
                                + " --max-throttle 50 --time-limit 2m --link-rate 125MB/s"),
                PagurusWords.of(wanted("predictive", "adaptive", 50, 250_000_000)).lines());
        assertEquals(
                List.of(), PagurusWords.of(wanted("qemu", "none", 0, 1_000_000)).differences());
    }

    @Test
    void qemuHasCapabilitiesAndParameters() throws Exception {
        List<String> lines = QemuWords.of(wanted("qemu", "fixed:zstd-3", 80, 250_500_000)).lines();
        assertEquals(
                tree(
                        "{'execute':'migrate-set-capabilities','arguments':{'capabilities':["
                                + "{'capability':'auto-converge','state':true},"
                                + "{'capability':'multifd','state':true},"
                                + "{'capability':'xbzrle','state':false},"
                                + "{'capability':'postcopy-ram','state':false}]}}"),
                new ObjectMapper().readTree(lines.get(0)));
        assertEquals(
                tree(
                        "{'execute':'migrate-set-parameters','arguments':{'max-bandwidth':125000000,"
                                + "'downtime-limit':250,'cpu-throttle-initial':20,"
                                + "'cpu-throttle-increment':10,'max-cpu-throttle':80,"
                                + "'multifd-channels':4,'multifd-compression':'zstd',"
                                + "'multifd-zstd-level':3,'zero-page-detection':'multifd'}}"),
                new ObjectMapper().readTree(lines.get(1)));
    }

    @Test
    void qemuSendsOverOneStreamWhatItCodesAgainstTheVersionSentLast() throws Exception {
        List<String> lines = QemuWords.of(wanted("qemu", "fixed:xbzrle", 0, 1)).lines();
        assertTrue(lines.get(0).contains("{\"capability\":\"multifd\",\"state\":false}"));
        assertTrue(lines.get(0).contains("{\"capability\":\"xbzrle\",\"state\":true}"));
        assertTrue(lines.get(0).contains("{\"capability\":\"auto-converge\",\"state\":false}"));
        assertEquals(
                tree(
                        "{'execute':'migrate-set-parameters','arguments':{'max-bandwidth':125000000,"
                                + "'downtime-limit':1,'xbzrle-cache-size':536870912,"
                                + "'zero-page-detection':'legacy'}}"),
                new ObjectMapper().readTree(lines.get(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "none, none, none",
        "fixed:raw, none, multifd",
        "fixed:zstd-1, zstd, multifd",
        "fixed:lz4, zstd, multifd",
        "adaptive, zstd, multifd",
        "cbc, zstd, multifd",
    })
    void qemuHasTheNearestCompression(String selector, String compression, String zeroPages)
            throws Exception {
        JsonNode arguments =
                new ObjectMapper()
                        .readTree(QemuWords.of(wanted("qemu", selector, 0, 1)).lines().get(1))
                        .path("arguments");
        assertEquals(compression, arguments.path("multifd-compression").asText());
        assertEquals(zeroPages, arguments.path("zero-page-detection").asText());
    }

    @Test
    void saysWhatHasNoCounterpart() {
        String all =
                String.join(
                        "\n",
                        QemuWords.of(wanted("predictive", "adaptive", 50, 1_000_000))
                                .differences());
        assertTrue(all.contains("selector adaptive has no counterpart"), all);
        assertTrue(all.contains("policy predictive has no counterpart"), all);
        assertTrue(all.contains("time limit 120 s has no counterpart"), all);
        assertEquals(1, QemuWords.of(wanted("qemu", "none", 99, 1)).differences().size());
    }

    @Test
    void virshHasOptions() {
        Wording wording = VirshWords.of(wanted("qemu", "fixed:zstd-1", 99, 250_000_000));
        assertEquals(
                List.of(
                        "virsh migrate --live --persistent --bandwidth 119 --auto-converge"
                                + " --auto-converge-initial 20 --auto-converge-increment 10 --parallel"
                                + " --parallel-connections 4 --compressed --comp-methods zstd"
                                + " --comp-zstd-level 1 DOMAIN qemu+ssh://HOST/system",
                        "virsh migrate-setmaxdowntime DOMAIN 250"),
                wording.lines());
        assertTrue(
                wording.differences()
                        .contains(
                                "bandwidth is in whole MiB a second: 119 in place of 125000000"
                                        + " bytes"),
                wording::toString);
    }

    @Test
    void virshHasNoMostThatAGuestMayBeThrottled() {
        assertTrue(
                VirshWords.of(wanted("qemu", "none", 50, 1)).differences().stream()
                        .anyMatch(line -> line.startsWith("the most that the guest")));
    }

    @Test
    void kubevirtHasAPolicy() {
        Wording wording = KubevirtWords.of(wanted("predictive", "adaptive", 50, 250_000_000));
        assertEquals(
                """
                apiVersion: migrations.kubevirt.io/v1alpha1
                kind: MigrationPolicy
                metadata:
                  name: planned
                spec:
                  selectors:
                    virtualMachineInstanceSelector:
                      migration: planned
                  allowAutoConverge: true
                  allowPostCopy: false
                  bandwidthPerMigration: 125M
                  completionTimeoutPerGiB: 60""",
                String.join("\n", wording.lines()));
        assertTrue(
                wording.differences().getFirst().startsWith("downtime limit 250 ms has no field"));
    }

    private static Wanted wanted(
            String policy, String selector, int throttlePercent, long downtimeLimitNs) {
        return new Wanted(
                new Choice(policy, new Encoding(selector, 4, 2), downtimeLimitNs, throttlePercent),
                125_000_000,
                120_000_000_000L,
                2 * GIB);
    }

    private static JsonNode tree(String json) throws Exception {
        return new ObjectMapper().readTree(json.replace('\'', '"'));
    }
}
