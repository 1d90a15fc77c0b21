package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documented figures are those of the code. */
class FluidGridReportTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "convergence.md");

    @Test
    void documentHasTheFiguresOfTheGrid() throws IOException {
        assertDocumented(FluidGridReport.overTheGrid());
    }

    @Test
    void documentHasTheFiguresOfSinglePoints() throws IOException {
        assertDocumented(FluidGridReport.atSinglePoints());
    }

    private static void assertDocumented(String table) throws IOException {
        assertTrue(
                Files.readString(DOCUMENT).contains(table),
                () -> DOCUMENT + " must have this table:\n" + table);
    }
}
