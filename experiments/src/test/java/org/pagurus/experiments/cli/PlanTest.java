package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.fidelity.plan.PlanCase;

@Timeout(300)
class PlanTest {
    private static final Path TRACE =
            Path.of("../migration-core/src/test/resources/traces/redis-cut");

    /** Small, so that all is simulated long before the time is over. */
    private static final String SMALL =
            "plan --memory 6MiB --working-set 2MiB --dirty-rate 1MiB --link-rate 4MB --time-budget 1h";

    @Test
    void saysTheSameEachTime(@TempDir Path directory) throws Exception {
        CommandLineRun one = run(SMALL + " --json " + directory.resolve("one.json"));
        CommandLineRun other = run(SMALL + " --json " + directory.resolve("other.json"));
        assertEquals(0, one.status(), one::toString);
        assertEquals(one.out(), other.out());
        assertEquals(
                Files.readString(directory.resolve("one.json")),
                Files.readString(directory.resolve("other.json")));
        for (String part :
                List.of(
                        "recommended  ",
                        "because      ",
                        "least limit  a downtime limit of ",
                        "least link   ",
                        "  pagurus migrate GUEST --to HOST:PORT --policy ",
                        "{\"execute\":\"migrate-set-parameters\"",
                        "  virsh migrate --live ",
                        "  apiVersion: migrations.kubevirt.io/v1alpha1")) {
            assertTrue(one.out().contains(part), () -> part + "\n" + one.out());
        }
        JsonNode json = new ObjectMapper().readTree(directory.resolve("one.json").toFile());
        assertTrue(json.path("converges").asBoolean());
        assertFalse(json.path("cutShort").asBoolean());
        assertEquals(5, json.at("/offered/0/migrations").asInt());
        assertTrue(json.path("smallestDowntimeLimitNs").asLong() > 0);
        assertTrue(json.path("smallestLinkRateBytesPerSecond").asLong() > 0);
        for (String figure : List.of("downtimeNs", "totalBytes", "totalTimeNs")) {
            JsonNode range = json.path("offered").get(0).path(figure);
            assertTrue(range.path("low").asLong() <= range.path("middle").asLong());
            assertTrue(range.path("middle").asLong() <= range.path("high").asLong());
        }
        assertEquals(2, json.at("/words/qemu/lines").size());
    }

    @Test
    void saysWhatComesNearestWhereNothingConverges() {
        CommandLineRun run =
                run(
                        "plan --memory 6MiB --working-set 4MiB --workload uniform --dirty-rate 200MiB"
                                + " --contents random=100 --link-rate 1MB --downtime-limit 20ms"
                                + " --time-limit 12s --time-budget 1h");
        assertEquals(1, run.status(), run::toString);
        assertTrue(run.out().contains("It does not converge as wanted"), run::out);
        assertTrue(run.out().contains("\nnearest      "), run::out);
        assertTrue(run.out().contains("\nfound        "), run::out);
    }

    @Test
    void plansForATrace() {
        CommandLineRun run = run("plan --link-rate 2MB --time-budget 1h --trace " + TRACE);
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().contains("replay of"), run::out);
    }

    @Test
    void measuresAGuestThatRunsOn() throws Exception {
        try (TestNet net = new TestNet()) {
            net.run("guest start crab --memory 16MiB --dirty-rate 4MiB --working-set 4MiB");
            CommandLineRun run =
                    net.run("plan --guest crab --measure 600ms --link-rate 20MB --time-budget 1h");
            assertEquals(0, run.status(), run::toString);
            assertTrue(
                    run.out().contains("measured: --memory 16MiB --workload hotcold:"), run::out);
            assertEquals(0, net.run("guest stop crab").status());
            CommandLineRun none = net.run("plan --guest crab --link-rate 20MB");
            assertEquals(1, none.status());
            assertEquals("pagurus: name: no guest crab on this host; it has none\n", none.err());
        }
    }

    @Test
    void everyCaseOfTheBenchCanBePlanned() throws Exception {
        Screen screen =
                new Screen(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(new StringWriter()),
                        false);
        List<String> names = new ArrayList<>();
        for (PlanCase each : PlanCase.all(TRACE)) {
            names.add(each.name());
            assertTrue(PlanCommand.parse(screen, each.planOptions()).guest().pages() >= 1);
        }
        assertEquals(10, names.stream().distinct().count());
    }

    private static CommandLineRun run(String arguments) {
        return CommandLineRun.of(arguments.split(" "));
    }
}
