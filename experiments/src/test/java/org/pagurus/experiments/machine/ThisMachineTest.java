package org.pagurus.experiments.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ThisMachineTest {
    @Test
    void readsTheFirstLineThatSaysIt() {
        Pattern model = Pattern.compile("model name\\s*: (.*)");
        assertEquals(
                "A CPU @ 3 GHz",
                ThisMachine.find(
                        List.of("x", "model name\t: A CPU @ 3 GHz ", "model name\t: b"),
                        model,
                        "-"));
        assertEquals("-", ThisMachine.find(List.of("x"), model, "-"));
    }

    @Test
    void knowsSomethingAnywhere() {
        assertFalse(ThisMachine.cpu().isEmpty());
        assertTrue(ThisMachine.cores() >= 1);
        assertTrue(ThisMachine.memoryBytes() >= 0);
    }
}
