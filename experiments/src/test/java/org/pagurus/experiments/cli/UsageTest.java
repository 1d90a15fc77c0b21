package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "demo --help",
                "host --help",
                "switch --help",
                "guest --help",
                "guest start --help",
                "guest status --help",
                "guest stop --help",
                "guest save --help",
                "guest restore --help",
                "migrate --help",
                "cancel --help",
                "migrations --help",
                "recover --help",
                "simulate --help",
                "run --help",
                "report --help",
                "compare --help",
                "plan --help",
                "certificate --help",
                "certificate authority --help",
                "certificate issue --help",
                "simulate --help",
                "bench --help",
                "bench compression --help",
                "completion --help",
                "bench plan --help"
            })
    void everyCommandHasHelpThatStatesItsExitCodes(String arguments) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));
        assertEquals(0, run.status());
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("Usage: pagurus"), run::out);
        for (ExitCode code : ExitCode.values()) {
            assertTrue(run.out().contains("\n  " + code.status() + "   "), run::out);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| COMMAND: expected demo or host or switch or guest or migrate or cancel or migrations or recover or simulate or run or report or compare or plan or scenario or certificate or calibrate or bench or completion, found none",
                "dmeo| COMMAND: expected demo or host or switch or guest or migrate or cancel or migrations or recover or simulate or run or report or compare or plan or scenario or certificate or calibrate or bench or completion, found 'dmeo'",
                "guest| COMMAND: expected start or status or check or stop or save or restore, found none",
                "guest save crab| FILE: expected one, found none",
                "guest restore| FILE: expected one, found none",
                "demo extra| extra: expected no further argument",
                "demo --memroy 1GiB| --memroy: no such option, did you mean --memory",
                "demo --memory| --memory: expected SIZE, found nothing",
                "demo --memory 1XB| --memory: expected a size such as 4096, 200MiB or 1GB, found '1XB'",
                "demo --dirty-rate fast| --dirty-rate: expected bytes per second such as 125MB or 50MiB/s, found 'fast'",
                "demo --downtime-limit 300| --downtime-limit: expected a time with its unit such as 300ms, 2s or 1m, found '300'",
                "demo --streams many| --streams: expected a whole number, found 'many'",
                "demo --selector best| --selector: expected adaptive, cbc, none or fixed:CODEC with CODEC one of raw, sparse, wkdm, lz4, zstd-fast, zstd-1, zstd-3, window, xbzrle, prefix but found best",
                "demo --selector fixed:zip| --selector: expected adaptive, cbc, none or fixed:CODEC with CODEC one of raw, sparse, wkdm, lz4, zstd-fast, zstd-1, zstd-3, window, xbzrle, prefix but found fixed:zip",
                "demo --compression-threads all| --compression-threads: expected a whole number, found 'all'",
                "demo --max-throttle much| --max-throttle: expected a whole number, found 'much'",
                "demo --delta-cache half| --delta-cache: expected a size such as 4096, 200MiB or 1GB, found 'half'",
                "demo --web here| --web: expected PORT or ADDRESS:PORT such as 7480 or 192.0.2.7:7480, found 'here'",
                "demo --web 70000| --web: expected a port of 0 to 65535, found 70000",
                "demo --verify never| --verify: expected one of digest, full, found 'never'",
                "demo --dirty-log paper| --dirty-log: expected one of auto, software, kernel, found 'paper'",
                "demo --network token-ring| --network: expected one of virtual, namespaces, found 'token-ring'",
                "demo --link-cut 1s| --link-cut: expected two times of up to a day such as 1s,500ms, the second not 0, found '1s'",
                "demo --link-cut 1s,0s| --link-cut: expected two times of up to a day such as 1s,500ms, the second not 0, found '1s,0s'",
                "demo --link-cut 1s,2| --link-cut: expected a time with its unit such as 300ms, 2s or 1m, found '2'",
                "demo --contents zero=101| --contents: contents: zero must be 0 to 100 percent but is 101",
                "certificate issue a| --for: expected ROLE, found nothing",
                "certificate issue a --for all| --for: expected one of host, operator, found 'all'",
                "migrate g| --to: expected HOST:PORT, found nothing",
                "migrate --to 127.0.0.1:1| GUEST: expected one, found none",
                "migrate g --to somewhere| --to: expected HOST:PORT such as 127.0.0.1:7411, found 'somewhere'",
                "migrate g --to 127.0.0.1:99999| --to: expected a port of 0 to 65535, found 99999",
                "bench| COMMAND: expected compression or simulation or plan, found none",
                "plan| --link-rate: expected RATE, found nothing",
                "plan --link-rate 1MB --priority speed| --priority: expected one of downtime, traffic, slowdown, or several joined by commas, each once, found 'speed'",
                "bench compression --input| --input: expected PATH, found nothing",
                "bench compression --mix zero=101| --mix: contents: zero must be 0 to 100 percent but is 101",
                "bench compression --coding best| --coding: expected adaptive, cbc, none or fixed:CODEC with CODEC one of raw, sparse, wkdm, lz4, zstd-fast, zstd-1, zstd-3, window, xbzrle, prefix but found best",
                "guest start g --mac 1| --mac: MAC address must be six hex bytes joined by ':' but is 1",
            })
    void wrongUsageIsOneLineThatNamesTheField(String arguments, String line) {
        CommandLineRun run = run(arguments);
        assertEquals(ExitCode.USAGE.status(), run.status(), run::toString);
        assertEquals("", run.out());
        String start = "pagurus: " + line + "; see 'pagurus";
        assertTrue(run.err().startsWith(start), () -> start + "\n" + run.err());
        assertTrue(run.err().endsWith("--help'\n"), run::err);
        assertEquals(1, run.err().lines().count(), run::err);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo --memory 10| --memory: expected whole pages of 4096 bytes from 1032KiB to 64GiB, found 10",
                "demo --memory 65GiB| --memory: expected whole pages of 4096 bytes from 1032KiB to 64GiB, found 65GiB",
                "demo --memory 64MiB --working-set 64MiB| --working-set: expected whole pages of 4096 bytes up to 64508KiB with this memory, found 64MiB",
                "demo --dirty-rate 17GiB| --dirty-rate: dirtyRateBytesPerSecond must be 0 to 17179869184 but is 18253611008",
                "demo --policy hope| --policy: convergence policy must be one of predictive, qemu, xen, simgrid but is \"hope\"",
                "demo --streams 65| --streams: expected 1 to 64, found 65",
                "demo --compression-threads 0| --compression-threads: expected 1 to 64, found 0",
                "demo --compression-threads 65| --compression-threads: expected 1 to 64, found 65",
                "demo --memory 64MiB --working-set 8MiB --delta-cache 65MiB| --delta-cache: expected 0 to the guest's memory of 64MiB, found 65MiB",
                "migrate g --to 127.0.0.1:1 --compression-threads 0| --compression-threads: expected 1 to 64, found 0",
                "demo --max-rounds 0| --max-rounds: expected 1 to 10000, found 0",
                "demo --max-throttle 100| --max-throttle: expected 0 to 99, found 100",
                "demo --downtime-limit 0s| --downtime-limit: expected more than 0, found 0s",
                "demo --max-downtime-limit 1ms| --max-downtime-limit: expected at least the downtime limit of 300ms, found 1ms",
                "demo --link-rate 0| --link-rate: expected more than 0, or no such option for no limit, found 0/s",
                "demo --reconnect-limit 11m| --reconnect-limit: expected 0s to 10m, found 11m",
                "demo --link-cut 1s,2s| --link-cut: expected --network namespaces beside it, found --network virtual",
                "demo --web --simulated| --web: expected no --simulated beside it, found both",
                "demo --trace nowhere| --trace: expected a directory with a trace.json, found nowhere",
                "demo --json no/such/file| --json: expected a file in a directory that exists, found no/such/file",
                "guest start a/b| GUEST: expected 1 to 64 characters of a-z A-Z 0-9 . _ -, found 'a/b'",
                "migrate g --to 127.0.0.1:0| --to: expected a port of 1 to 65535, found 0",
                "host --listen 0.0.0.0:0| --listen: expected a loopback address without --tls-cert, --tls-key and --tls-ca, found 0.0.0.0:0",
                "host --tls-cert a| --tls-key: expected FILE, as --tls-cert, --tls-key and --tls-ca go together, found nothing",
                "host --tls-key a| --tls-cert: expected FILE, as --tls-cert, --tls-key and --tls-ca go together, found nothing",
                "guest status --tls-cert a --tls-key b| --tls-ca: expected FILE, as --tls-cert, --tls-key and --tls-ca go together, found nothing",
                "guest status --tls-cert no/a --tls-key b --tls-ca c| --tls-cert: expected a file but found none at no/a",
                "host --allow-host a| --allow-host: expected none without --tls-cert, found [a]",
                "host --allow-operator a| --allow-operator: expected none without --tls-cert, found [a]",
                "host --connection-limit 0| --connection-limit: expected 1 to 4096, found 0",
                "host --peer-connection-limit 4097| --peer-connection-limit: expected 1 to 4096, found 4097",
                "host --handshake-limit 0| --handshake-limit: expected 1 to 4096, found 0",
                "host --handshake-time-limit 2m| --handshake-time-limit: expected 1ms to 1m, found 2m",
                "host --frame-limit 1KiB| --frame-limit: expected 64KiB to 1088KiB, found 1KiB",
                "host --peer-memory-limit 0| --peer-memory-limit: expected 1 to 4TiB, found 0",
                "certificate authority --days 0| --days: expected 1 to 36500, found 0",
                "certificate authority --directory no/where| --directory: expected a directory, found no/where",
                "certificate issue a --for host --days 826| --days: expected 1 to 825, found 826",
                "certificate issue a_b --for host| NAME: expected a DNS name without wildcards but found 'a_b'",
                "certificate issue authority --for host| NAME: expected another than the authority's, found authority",
                "certificate issue a --for host --dns *.b| --dns: expected a DNS name without wildcards but found '*.b'",
                "certificate issue a --for host --ip 1.2.3| --ip: expected an IP address but found '1.2.3'",
                "certificate issue a --for host --ip 1.2.3.256| --ip: expected an IP address but found '1.2.3.256'",
                "certificate issue a --for host --uri b| --uri: expected a URI without wildcards but found 'b'",
                "switch --listen 0.0.0.0:0| --listen: expected a loopback address, found 0.0.0.0:0",
                "host --listen 169.254.1.1:0| --listen: expected a loopback address without --tls-cert, --tls-key and --tls-ca, found 169.254.1.1:0",
                "host --switch 127.0.0.1:1 --bridge br0| --bridge: expected no --switch beside it, found both",
                "plan --link-rate 1KB| --link-rate: expected at least 64KiB/s, found 1KB/s",
                "plan --link-rate 1MB --downtime-limit 1us| --downtime-limit: expected at least 1ms, found 1us",
                "plan --link-rate 1MB --time-limit 0s| --time-limit: expected more than 0, found 0s",
                "plan --link-rate 1MB --time-budget 2h| --time-budget: expected more than 0, up to 1h, found 2h",
                "plan --link-rate 1MB --measure 1ms| --measure: expected 500ms to 1m, found 1ms",
                "plan --link-rate 1MB --guest g --memory 1GiB| --guest: expected no --memory, --working-set, --dirty-rate, --workload or --trace beside it, found one",
                "plan --link-rate 1MB --memory 10| --memory: expected whole pages of 4096 bytes from 1032KiB to 64GiB, found 10",
                "plan --link-rate 1MB --trace nowhere| --trace: expected a directory with a trace.json, found nowhere",
                "plan --link-rate 1MB --json no/such/file| --json: expected a file in a directory that exists, found no/such/file",
                "bench plan 0 --trace x| RUNS: expected 1 to 1000, found 0",
                "bench compression| --input: expected an image here or a --mix, found neither",
                "bench compression --input nowhere.raw| --input: expected an image or a trace's directory that can be read, found nowhere.raw",
                "bench compression --mix zero=100 --mix-size 5KB| --mix-size: expected whole pages of 4096 bytes up to 64GiB, found 5KB",
                "bench compression --mix zero=100 --threads 0| --threads: expected 1 to 64, found 0",
                "bench compression --mix zero=100 --csv no/such/file| --csv: expected a file in a directory that exists, found no/such/file",
                "host --memory-limit 1GiB --preallocate 2GiB| --preallocate: expected up to the memory limit of 1GiB, found 2GiB",
            })
    void valuesThatDoNotFitAreOneLineThatNamesTheField(String arguments, String line) {
        CommandLineRun run = run(arguments);
        assertEquals(ExitCode.USAGE.status(), run.status(), run::toString);
        assertEquals("", run.out());
        assertEquals("pagurus: " + line + "\n", run.err());
    }

    @Test
    void aTraceBringsItsOwnMemory(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("trace.json"), "{}");
        CommandLineRun run =
                CommandLineRun.of("demo", "--trace", directory.toString(), "--memory", "1GiB");
        assertEquals(ExitCode.USAGE.status(), run.status());
        assertTrue(run.err().startsWith("pagurus: --trace: expected no --memory"), run::err);
    }

    @Test
    void aBrokenTraceIsNamed(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("trace.json"), "{}");
        CommandLineRun run = CommandLineRun.of("demo", "--trace", directory.toString());
        assertEquals(ExitCode.USAGE.status(), run.status());
        assertTrue(run.err().startsWith("pagurus: --trace: trace.json"), run::err);
        assertEquals(1, run.err().lines().count(), run::err);
    }

    @Test
    void verboseShowsWhere() {
        CommandLineRun run = CommandLineRun.of("demo", "--streams", "65", "--verbose");
        assertEquals(ExitCode.USAGE.status(), run.status());
        assertTrue(run.err().contains("\tat org.pagurus.experiments.cli."), run::err);
    }

    private static CommandLineRun run(String arguments) {
        return arguments.isEmpty() ? CommandLineRun.of() : CommandLineRun.of(arguments.split(" "));
    }
}
