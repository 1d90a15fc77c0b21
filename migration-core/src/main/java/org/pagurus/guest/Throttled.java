package org.pagurus.guest;

/** Slowing the guest's vCPUs, so that it dirties less memory. */
public interface Throttled {
    int MAX_PERCENT = 99;

    /**
     * Takes away this share of the guest's running time: 0 (full speed) to {@value #MAX_PERCENT}.
     */
    void throttle(int percent);
}
