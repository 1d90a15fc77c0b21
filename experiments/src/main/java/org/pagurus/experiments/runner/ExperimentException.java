package org.pagurus.experiments.runner;

/** A run that can't be made; the message is one line. What was finished before is kept. */
public final class ExperimentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean wrongScenario;

    /**
     * @param wrongScenario whether the scenario asks for what can't be; else something broke
     */
    ExperimentException(String message, Throwable cause, boolean wrongScenario) {
        super(message, cause);
        this.wrongScenario = wrongScenario;
    }

    /** Whether another scenario would help. */
    public boolean isWrongScenario() {
        return wrongScenario;
    }
}
