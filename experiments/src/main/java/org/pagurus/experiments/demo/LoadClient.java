package org.pagurus.experiments.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.demo.network.ClientHost;
import org.pagurus.experiments.demo.network.ClientLine;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.KeyValueRequest;

/**
 * A client of a guest's key-value service that keeps the books while the guest moves: on a thread
 * of its own it writes and reads in a closed loop with one request outstanding, repeats a request
 * until it is answered, and checks every answer against what was acknowledged before.
 *
 * <p>Half the requests are PUT, half GET, on keys drawn from a seed. When the guest has moved, the
 * client first reads back every key with an acknowledged write: a later write to the same key would
 * hide a loss.
 */
public final class LoadClient implements AutoCloseable {
    /** Anomalies kept for the report; more are counted only. */
    public static final int MAX_ANOMALIES = 100;

    private static final long JOIN_LIMIT_MS = 10_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final LoadClientOptions options;
    private final ClientLine line;
    private final Thread thread;

    /** Owner: the thread that sends, which is the client's own or, after it ended, verify's. */
    private final SplittableRandom random;

    /** The id of the latest request. Owner: the thread that sends. */
    private long lastRequestId;

    /** The next key to read back after a move, or -1. Owner: the thread that sends. */
    private int readBackFrom = -1;

    private volatile boolean stopping;

    // All below is guarded by this.
    private final ReplyTimeline timeline = new ReplyTimeline();
    private final ReplyStrip strip = new ReplyStrip();
    private final WriteLedger ledger;
    private final List<Anomaly> anomalies = new ArrayList<>();
    private long anomalyCount;
    private long answeredRequests;
    private long retransmissions;
    private @Nullable String failure;

    private LoadClient(LoadClientOptions options, ClientLine line) {
        this.options = options;
        this.line = line;
        this.random = new SplittableRandom(options.seed());
        // Clients with other seeds get other keys.
        this.ledger =
                new WriteLedger(options.seed() * LoadClientOptions.MAX_KEYS, options.keyCount());
        this.thread = Thread.ofPlatform().name("load-client").daemon().unstarted(this::run);
    }

    /**
     * A client plugged into a switch; it does nothing until {@link #start()}.
     *
     * @throws IOException when the switch can't be reached
     */
    public static LoadClient connect(InetSocketAddress switchAddress, LoadClientOptions options)
            throws IOException {
        return over(ClientHost.connect(switchAddress, options.service()), options);
    }

    /** A client that works over this line, and closes it; nothing before {@link #start()}. */
    public static LoadClient over(ClientLine line, LoadClientOptions options) {
        return new LoadClient(options, line);
    }

    /** Starts the load. To be called once. */
    public void start() {
        thread.start();
    }

    /**
     * Stops the load, an unanswered request included, and waits until the client's thread has
     * ended.
     */
    public LoadClientReport stop() throws InterruptedException {
        stopping = true;
        thread.join(JOIN_LIMIT_MS);
        if (thread.isAlive()) {
            throw new IllegalStateException(
                    "load client: thread still runs after " + JOIN_LIMIT_MS + " ms");
        }
        return report();
    }

    /** What was seen so far. Safe from any thread. */
    public LoadClientReport report() {
        synchronized (this) {
            return new LoadClientReport(
                    answeredRequests,
                    retransmissions,
                    ledger.acknowledgedWrites(),
                    Map.copyOf(ledger.acknowledgedVersions()),
                    timeline.changes(),
                    timeline.longestGapNs(),
                    timeline.lateReplies(),
                    line.unusableDatagrams(),
                    ledger.lostWrites(),
                    anomalyCount,
                    List.copyOf(anomalies),
                    failure);
        }
    }

    /**
     * How many replies came lately, in each {@value ReplyStrip#BUCKET_MS} ms. Safe from any thread.
     *
     * @param buckets 1 to {@value ReplyStrip#BUCKETS}
     */
    public synchronized int[] lastReplies(int buckets) {
        return strip.last(System.nanoTime(), buckets);
    }

    /**
     * How many came around the time when the guest was seen to move last. Safe from any thread.
     *
     * @param margin stretches of time before the gap and from its end on
     */
    public synchronized ReplyStrip.Around repliesAroundMove(int margin) {
        return strip.aroundMove(System.nanoTime(), margin);
    }

    /**
     * Waits until so many requests are answered since the start.
     *
     * @return whether they were within the time and before the client ended
     */
    public synchronized boolean awaitAnswered(long requests, long limitNs)
            throws InterruptedException {
        return await(() -> answeredRequests >= requests, limitNs);
    }

    /**
     * Waits until the guest was seen to move so many times since the start.
     *
     * @return whether it was within the time and before the client ended
     */
    public synchronized boolean awaitGenerationChanges(int changes, long limitNs)
            throws InterruptedException {
        return await(() -> timeline.changes().size() >= changes, limitNs);
    }

    /**
     * Reads every key with an acknowledged write back. Only when the load is stopped.
     *
     * @return how many acknowledged writes are lost: the version is older than acknowledged, or the
     *     value is not that version's, or the slot is damaged
     * @throws NoAnswerException when the guest does not answer
     */
    public long verify() throws NoAnswerException, InterruptedException {
        if (thread.isAlive() || !stopping) {
            throw new IllegalStateException("load client: verify needs a stopped client");
        }
        long lost = 0;
        int index;
        takeWaitingReplies();
        synchronized (this) {
            timeline.resumeAt(System.nanoTime());
            index = ledger.nextAcknowledged(0);
        }
        while (index >= 0) {
            KeyValueRequest.Get get = ledger.nextGet(++lastRequestId, index);
            ClientLine.@Nullable Arrival answer = exchange(get, () -> false);
            synchronized (this) {
                Anomaly anomaly = answer == null ? null : settle(get, answer);
                if (anomaly != null && anomaly.kind() != Anomaly.Kind.UNEXPECTED_REPLY) {
                    lost++;
                }
                index = ledger.nextAcknowledged(index + 1);
            }
        }
        return lost;
    }

    /** Stops the load and closes the line. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            // Nobody sends on a line that is being closed.
            thread.join(JOIN_LIMIT_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        line.close();
    }

    private void run() {
        long intervalNs = NANOS_PER_SECOND / options.requestsPerSecond();
        long nextNs = System.nanoTime();
        try {
            while (!stopping) {
                KeyValueRequest request = nextRequest();
                ClientLine.@Nullable Arrival answer = exchange(request, () -> stopping);
                if (answer != null) {
                    synchronized (this) {
                        settle(request, answer);
                    }
                }
                // Slots missed while the guest was away are not made up for.
                nextNs = Math.max(nextNs + intervalNs, System.nanoTime());
                takeRepliesUntil(nextNs);
            }
        } catch (NoAnswerException noAnswer) {
            end(noAnswer.getMessage());
        } catch (InterruptedException interrupted) {
            end("load client: interrupted");
        }
    }

    private synchronized void end(@Nullable String reason) {
        failure = reason;
        notifyAll();
    }

    private synchronized KeyValueRequest nextRequest() {
        long requestId = ++lastRequestId;
        if (readBackFrom >= 0) {
            int index = ledger.nextAcknowledged(readBackFrom);
            readBackFrom = index < 0 ? -1 : index + 1;
            if (index >= 0) {
                return ledger.nextGet(requestId, index);
            }
        }
        int index = random.nextInt(options.keyCount());
        return random.nextBoolean()
                ? ledger.nextPut(requestId, index)
                : ledger.nextGet(requestId, index);
    }

    /** Sends a request until it is answered; null when told to give up before. */
    private ClientLine.@Nullable Arrival exchange(KeyValueRequest request, BooleanSupplier giveUp)
            throws NoAnswerException, InterruptedException {
        byte[] datagram = KeyValueProtocol.encode(request);
        long startNs = System.nanoTime();
        for (long nowNs = startNs; !giveUp.getAsBoolean(); nowNs = System.nanoTime()) {
            if (nowNs - startNs >= options.answerLimitNs()) {
                throw new NoAnswerException(
                        "load client: no answer from "
                                + options.guestIp()
                                + " within "
                                + TimeUnit.NANOSECONDS.toMillis(options.answerLimitNs())
                                + " ms"
                                + (line.hint().isEmpty() ? "" : ": " + line.hint()));
            }
            if (nowNs != startNs) {
                countRetransmission();
            }
            line.send(datagram);
            ClientLine.Arrival answer = takeReply(request, nowNs + options.retransmitNs());
            if (answer != null) {
                return answer;
            }
        }
        return null;
    }

    /** Takes in replies until the one to this request comes or the time is over. */
    private ClientLine.@Nullable Arrival takeReply(KeyValueRequest request, long untilNs)
            throws InterruptedException {
        for (long leftNs = untilNs - System.nanoTime();
                leftNs > 0;
                leftNs = untilNs - System.nanoTime()) {
            ClientLine.Arrival arrival = line.poll(leftNs);
            if (arrival != null) {
                record(arrival);
                if (arrival.reply().requestId() == request.requestId()) {
                    return arrival;
                }
            }
        }
        return null;
    }

    /** Lets the time pass, but looks at late and doubled replies. */
    private void takeRepliesUntil(long untilNs) throws InterruptedException {
        for (long leftNs = untilNs - System.nanoTime();
                leftNs > 0 && !stopping;
                leftNs = untilNs - System.nanoTime()) {
            ClientLine.Arrival arrival = line.poll(leftNs);
            if (arrival != null) {
                record(arrival);
            }
        }
    }

    /** Looks at the replies that came while nobody asked. */
    private void takeWaitingReplies() throws InterruptedException {
        for (int i = 0; i < ClientLine.MAX_WAITING_REPLIES; i++) {
            ClientLine.Arrival arrival = line.poll(0);
            if (arrival == null) {
                return;
            }
            record(arrival);
        }
    }

    private synchronized void record(ClientLine.Arrival arrival) {
        strip.replied(arrival.atNs());
        int generation = arrival.reply().generation();
        long requestId = arrival.reply().requestId();
        switch (timeline.record(arrival.atNs(), generation, requestId, lastRequestId)) {
            case NEWER_GENERATION -> {
                strip.moved(arrival.atNs());
                readBackFrom = 0;
                notifyAll();
            }
            case TWO_GUESTS ->
                    keep(
                            new Anomaly(
                                    Anomaly.Kind.TWO_GUESTS,
                                    "generation "
                                            + Integer.toUnsignedString(generation)
                                            + " answered request "
                                            + requestId
                                            + ", sent after a newer generation was seen"));
            case SAME_GENERATION, LATE -> {}
        }
    }

    /** Books an answer and says what is wrong with it. The caller holds the lock. */
    private @Nullable Anomaly settle(KeyValueRequest request, ClientLine.Arrival answer) {
        answeredRequests++;
        notifyAll();
        Anomaly anomaly = ledger.check(request, answer.reply());
        if (anomaly != null) {
            keep(anomaly);
        }
        return anomaly;
    }

    /** The caller holds the lock. */
    private void keep(Anomaly anomaly) {
        anomalyCount++;
        if (anomalies.size() < MAX_ANOMALIES) {
            anomalies.add(anomaly);
        }
    }

    private synchronized void countRetransmission() {
        retransmissions++;
    }

    /** The caller holds the lock. */
    private boolean await(BooleanSupplier condition, long limitNs) throws InterruptedException {
        long deadlineNs = System.nanoTime() + limitNs;
        while (!condition.getAsBoolean()) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0 || failure != null) {
                return false;
            }
            wait(leftMs);
        }
        return true;
    }
}
