package org.pagurus.simulator.checker;

import org.pagurus.simulator.driver.Watcher;

/** Watches a migration and holds one thing that must be so whatever goes wrong. */
abstract class Checker implements Watcher {
    private final String name;

    /**
     * @param name what it holds, in a few words
     */
    Checker(String name) {
        this.name = name;
    }

    /** Nothing is going to happen any more. */
    void atEnd() {}

    final void expect(boolean holds, String what) {
        if (!holds) {
            throw violation(what);
        }
    }

    final Violation violation(String what) {
        return new Violation(name, what);
    }
}
