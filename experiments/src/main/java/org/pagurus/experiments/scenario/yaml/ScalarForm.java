package org.pagurus.experiments.scenario.yaml;

/** What can be said of a scalar's text without its parser, for editors. */
public sealed interface ScalarForm {
    /** Any text; only the parser knows. */
    record Any() implements ScalarForm {}

    /**
     * Text of a form, which no number has.
     *
     * @param regex of the whole text, in what Java's patterns and ECMA-262 have in common
     */
    record Text(String regex) implements ScalarForm {}

    /** A name of a form, which may look like a number too. */
    record Word(String regex) implements ScalarForm {}

    /**
     * A number from 0 on, or text with a unit.
     *
     * @param regex of the whole text, with and without a unit
     * @param most of a number; infinite for no limit
     */
    record Amount(String regex, double most) implements ScalarForm {}

    /** So many characters, none of them a line end. */
    record Line(int least, int most) implements ScalarForm {}

    /** A whole number. */
    record Whole(long least, long most) implements ScalarForm {}

    /** A number. */
    record Decimal(double least, double most) implements ScalarForm {}
}
