package org.pagurus.experiments.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.results.Summary;

/** What is set otherwise in two folders. */
final class Changes {
    /** More than anyone reads. */
    private static final int MAX = 200;

    private static final String NONE = "-";

    private Changes() {}

    static List<Change> of(ComparedFolder first, ComparedFolder second) {
        List<Change> changes = new ArrayList<>();
        Summary a = first.summary();
        Summary b = second.summary();
        add(changes, "mode", a.mode(), b.mode());
        add(changes, "seed", Long.toString(a.seed()), Long.toString(b.seed()));
        add(changes, "confidence", a.confidence() + "", b.confidence() + "");
        Set<String> fields = new TreeSet<>(first.scenario().keySet());
        fields.addAll(second.scenario().keySet());
        for (String field : fields) {
            add(
                    changes,
                    "scenario " + field,
                    first.scenario().get(field),
                    second.scenario().get(field));
        }
        add(changes, "Pagurus", a.software().pagurus(), b.software().pagurus());
        add(changes, "Java", a.software().java(), b.software().java());
        add(changes, "system", a.software().os(), b.software().os());
        add(changes, "machine", machine(a.machine()), machine(b.machine()));
        return changes.size() <= MAX ? changes : changes.subList(0, MAX);
    }

    private static @Nullable String machine(Summary.@Nullable Machine machine) {
        return machine == null ? null : machine.cpu() + ", " + machine.cores() + " cores";
    }

    static String label(Summary.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void add(
            List<Change> changes, String field, @Nullable String first, @Nullable String second) {
        String a = first == null ? NONE : first;
        String b = second == null ? NONE : second;
        if (!a.equals(b)) {
            changes.add(new Change(field, a, b));
        }
    }
}
