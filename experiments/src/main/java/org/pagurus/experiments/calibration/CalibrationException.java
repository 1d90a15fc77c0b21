package org.pagurus.experiments.calibration;

/** A calibration can't be made or read; the message is one line. */
public final class CalibrationException extends Exception {
    private static final long serialVersionUID = 1L;

    public CalibrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
