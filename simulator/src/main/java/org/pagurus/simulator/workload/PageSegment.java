package org.pagurus.simulator.workload;

import java.util.List;

/**
 * A region throughout which the same classes are mixed in the same way: a round comes to its pages
 * together.
 *
 * @param region its pages
 * @param parts of each class that has pages here
 */
public record PageSegment(PageRegion region, List<Part> parts) {
    public PageSegment {
        parts = List.copyOf(parts);
    }

    /**
     * The pages of one class in a segment.
     *
     * @param pageClass its place in {@link PageClasses#classes()}
     * @param pages how many
     */
    public record Part(int pageClass, double pages) {}
}
