package org.pagurus.simulator.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageClassesTest {
    private static PageRegion region(long first, long pages) {
        return new PageRegion(first, pages);
    }

    @Test
    void whatNoClassHasIsIdle() {
        PageClass hot = PageClass.random(region(10, 20), 5, 100);
        PageClass all = PageClass.random(region(10, 40), 10, 1);
        PageClasses classes = PageClasses.of(100, List.of(hot, all));
        double pages = classes.classes().stream().mapToDouble(PageClass::pages).sum();
        assertEquals(100, pages, 1e-9);
        assertEquals(
                List.of(region(0, 10), region(10, 20), region(30, 20), region(50, 50)),
                classes.segments().stream().map(PageSegment::region).toList());
        assertEquals(
                List.of(
                        new PageSegment.Part(0, 5),
                        new PageSegment.Part(1, 5),
                        new PageSegment.Part(3, 10)),
                classes.segments().get(1).parts());
        assertEquals(
                List.of(new PageSegment.Part(1, 5), new PageSegment.Part(4, 15)),
                classes.segments().get(2).parts());
    }

    @Test
    void refusesMorePagesThanThereAre() {
        PageClass full = PageClass.random(region(0, 100), 1);
        PageClass more = PageClass.random(region(50, 50), 10, 1);
        assertEquals(
                "classes: expected at most 50 pages in PageRegion[firstPage=50, pages=50]"
                        + " but found 60.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> PageClasses.of(100, List.of(full, more)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> PageClasses.of(99, List.of(full)));
    }
}
