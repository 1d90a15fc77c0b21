package org.pagurus.experiments.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.experiments.demo.DemoOptions.NetworkKind;
import org.pagurus.experiments.operations.LogFormat;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.CutTimes;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.option.HostPort;
import org.pagurus.experiments.option.WebAddress;
import org.pagurus.experiments.report.html.ChartFiles;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.WorkloadSpec;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.simulator.fault.SeedRange;
import org.pagurus.transport.certificate.CertificateAuthority.Role;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the typed values of options. */
final class Converters {
    private Converters() {}

    /** Teaches a command and all below it our types. */
    static void register(CommandLine command) {
        add(command, Integer.TYPE, text -> number(Integer::valueOf, text));
        add(command, Integer.class, text -> number(Integer::valueOf, text));
        add(command, Long.TYPE, text -> number(Long::valueOf, text));
        add(command, Long.class, text -> number(Long::valueOf, text));
        add(command, ByteSize.class, ByteSize::parse);
        add(command, ByteRate.class, ByteRate::parse);
        add(command, DurationOption.class, DurationOption::parse);
        add(command, CutTimes.class, CutTimes::parse);
        add(command, NetworkKind.class, text -> constant(NetworkKind.values(), text));
        add(command, HostPort.class, HostPort::parse);
        add(command, WebAddress.class, WebAddress::parse);
        add(command, MacAddress.class, MacAddress::parse);
        add(command, Ipv4Address.class, Ipv4Address::parse);
        add(command, WorkloadSpec.class, Workloads::parse);
        add(command, ContentMix.class, ContentMix::parse);
        add(command, SelectorKind.class, SelectorKind::parse);
        add(command, SeedRange.class, SeedRange::parse);
        add(command, LogFormat.class, text -> constant(LogFormat.values(), text));
        add(command, ChartFiles.Format.class, text -> constant(ChartFiles.Format.values(), text));
        add(
                command,
                CompletionCommand.Shell.class,
                text -> constant(CompletionCommand.Shell.values(), text));
        add(command, PlanCommand.PriorityOrder.class, PlanCommand.PriorityOrder::parse);
        add(command, Role.class, text -> constant(Role.values(), text));
        add(command, Verification.class, text -> constant(Verification.values(), text));
        add(
                command,
                DirtyLogOption.Choice.class,
                text -> constant(DirtyLogOption.Choice.values(), text));
    }

    private static <T> T number(Function<String, T> parser, String text) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number, found '" + text + "'", e);
        }
    }

    private static <T extends Enum<T>> T constant(T[] constants, String text) {
        for (T constant : constants) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        String names =
                Arrays.stream(constants)
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("expected one of " + names + ", found '" + text + "'");
    }

    private static <T> void add(CommandLine command, Class<T> type, Function<String, T> parser) {
        command.registerConverter(
                type,
                text -> {
                    try {
                        return parser.apply(text);
                    } catch (IllegalArgumentException e) {
                        throw new TypeConversionException(String.valueOf(e.getMessage()));
                    }
                });
    }
}
