package org.pagurus.experiments.plan;

import java.util.List;

/**
 * What settings are predicted to do.
 *
 * @param results of the simulated migrations, each with another seed; at least one
 */
public record Forecast(Choice choice, List<TrialResult> results, ModelError error) {
    public Forecast {
        results = List.copyOf(results);
        if (results.isEmpty()) {
            throw new IllegalArgumentException("results: expected 1 or more but found none");
        }
    }

    /** Whether all of them converged. */
    public boolean converges() {
        return results.stream().allMatch(TrialResult::converged);
    }

    /** Whether all of them kept what is wanted. */
    public boolean keeps(Question question) {
        return converges()
                && results.stream()
                        .allMatch(
                                result ->
                                        result.downtimeNs() <= question.downtimeLimitNs()
                                                && result.totalTimeNs() <= question.timeLimitNs());
    }

    public Range totalTimeNs() {
        return error.totalTimeNs(results, choice.encodes());
    }

    public Range downtimeNs() {
        return error.downtimeNs(results, choice.encodes());
    }

    public Range bytes() {
        return error.bytes(results);
    }

    public Range lostNs() {
        return error.lostNs(results);
    }

    public Range range(Priority priority) {
        return switch (priority) {
            case DOWNTIME -> downtimeNs();
            case TRAFFIC -> bytes();
            case SLOWDOWN -> lostNs();
        };
    }

    /** What settings are compared by. */
    public double middle(Priority priority) {
        return range(priority).middle();
    }
}
