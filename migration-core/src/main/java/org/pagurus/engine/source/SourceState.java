package org.pagurus.engine.source;

/**
 * Where the source stands. Up to {@link Releasing} the migration can be given up and the guest runs
 * on here; from {@link Releasing} on the guest resumes here only after the destination has refused
 * it.
 */
sealed interface SourceState {
    /** What giving up would mean. */
    enum Phase {
        /** The guest runs here; forgetting the migration is enough. */
        RUNNING,
        /** The guest is paused, or is being paused, and must be resumed. */
        PAUSED,
        /** Too late: the guest is released. */
        RELEASED,
        /** Given up already, or over. */
        OVER
    }

    default Phase phase() {
        return switch (this) {
            case Idle s -> Phase.RUNNING;
            case Reserving s -> Phase.RUNNING;
            case OpeningStreams s -> Phase.RUNNING;
            case ComparingClocks s -> Phase.RUNNING;
            case Sending s -> Phase.RUNNING;
            case Harvesting s -> Phase.RUNNING;
            case Interrupted s -> Phase.RUNNING;
            case Pausing s -> Phase.PAUSED;
            case LastHarvest s -> Phase.PAUSED;
            case StopAndCopy s -> Phase.PAUSED;
            case AwaitingPrepared s -> Phase.PAUSED;
            case Releasing s -> Phase.RELEASED;
            case Released s -> Phase.RELEASED;
            case InDoubt s -> Phase.RELEASED;
            case Reclaiming s -> Phase.RELEASED;
            case Concluding s -> Phase.RELEASED;
            case Auditing s -> Phase.RELEASED;
            case Resuming s -> Phase.OVER;
            case Settling s -> Phase.OVER;
            case Ended s -> Phase.OVER;
        };
    }

    /** The state's name, for messages. */
    default String label() {
        return getClass().getSimpleName();
    }

    /** 1. Nothing has been sent. */
    record Idle() implements SourceState {}

    /** 2. The destination was asked to make room. */
    record Reserving() implements SourceState {}

    /** 3. The page streams are being connected. */
    record OpeningStreams() implements SourceState {}

    /** 4. The clocks are compared before the load begins. */
    record ComparingClocks() implements SourceState {}

    /** 5. A pre-copy round is on its way. */
    record Sending(int round, int streamsLeft, long startedNs) implements SourceState {}

    /**
     * 6. The dirty log is being read after a round. {@code again}: what is being read is from
     * before the connection was lost, and is to be read once more.
     */
    record Harvesting(int round, long roundStartedNs, long startedNs, boolean again)
            implements SourceState {
        long roundDurationNs() {
            return startedNs - roundStartedNs;
        }
    }

    /** 7. The guest is being paused. */
    record Pausing(int round) implements SourceState {}

    /** 8. The guest is paused; the dirty log is being read for the last time. */
    record LastHarvest(int round) implements SourceState {}

    /** 9. The last pages and the device state are on their way. */
    record StopAndCopy(int round, int streamsLeft, boolean devicesSaved, boolean verified)
            implements SourceState {}

    /** 10. All is sent; the destination is checking it. */
    record AwaitingPrepared() implements SourceState {}

    /** 11. The release is being written to the journal. */
    record Releasing() implements SourceState {}

    /** 12. The guest belongs to the destination, which is to say that it runs. */
    record Released() implements SourceState {}

    /** 13. Released, but the connection is lost: the destination must be asked. */
    record InDoubt(long retryNs) implements SourceState {}

    /** 14. The destination has refused the guest; this is being written to the journal. */
    record Reclaiming() implements SourceState {}

    /** 15. The guest runs at the destination; the frozen memory is compared with what was sent. */
    record Auditing() implements SourceState {}

    /**
     * 16. The migration is off; the guest is being resumed here. {@code back}: it was released, and
     * may have run at the destination.
     */
    record Resuming(boolean tellDestination, boolean back) implements SourceState {}

    /** 17. The guest runs here; the destination is being told. */
    record Settling(long untilNs, long retryNs) implements SourceState {}

    /** 22. The guest runs at the destination; this is being written to the journal. */
    record Concluding() implements SourceState {}

    /** 18. Over. */
    record Ended() implements SourceState {}

    /** The connection was lost in pre-copy; the guest runs on. */
    sealed interface Interrupted extends SourceState {
        Outage outage();

        /** How long was waited before the last try to connect. */
        long retryNs();

        /** The same state of this outage. */
        Interrupted with(Outage outage);
    }

    /** 19. The connection is being made anew. */
    record Away(Outage outage, long retryNs) implements Interrupted {
        @Override
        public Interrupted with(Outage other) {
            return new Away(other, retryNs);
        }
    }

    /** 20. Connected again; the destination is asked what has arrived. */
    record Rejoining(Outage outage, long retryNs) implements Interrupted {
        @Override
        public Interrupted with(Outage other) {
            return new Rejoining(other, retryNs);
        }
    }

    /** 21. The page streams are being connected again. */
    record Reopening(Outage outage, long retryNs) implements Interrupted {
        @Override
        public Interrupted with(Outage other) {
            return new Reopening(other, retryNs);
        }
    }
}
