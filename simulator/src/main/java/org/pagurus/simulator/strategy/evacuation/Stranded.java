package org.pagurus.simulator.strategy.evacuation;

/**
 * A guest that can't leave its host, and why.
 *
 * @param mostFreeBytes the most memory that a candidate has free
 * @param mostRoomMips the most CPU that a candidate with enough memory has left; 0 without one
 */
public record Stranded(int guest, Reason reason, long mostFreeBytes, double mostRoomMips) {
    /** Why a guest can't leave. */
    public enum Reason {
        MEMORY("no host has that much memory free"),
        CPU("no host with enough memory has that much CPU left");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
