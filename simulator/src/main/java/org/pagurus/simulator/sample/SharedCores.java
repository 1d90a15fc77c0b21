package org.pagurus.simulator.sample;

import org.pagurus.simulator.cost.PagePipeline;

/**
 * How much longer than on an idle machine encoding takes, in the mean, while a migration is under
 * way: threads that compute at the same time share the cores. It follows from what pages took
 * lately, and from how fast that lets them go. One thread.
 */
final class SharedCores {
    /** The weight of a frame. */
    private static final double WEIGHT = 1.0 / 16;

    private static final int STEPS = 8;

    private final PagePipeline pipeline;
    private final int encoders;
    private final int decoders;
    private final double linkNsPerByte;

    private double encodeNs;
    private double decodeNs;
    private double bytes;
    private boolean known;
    private double slowdown = 1;

    SharedCores(PagePipeline pipeline, int encoders, int decoders, double linkNsPerByte) {
        this.pipeline = pipeline;
        this.encoders = encoders;
        this.decoders = decoders;
        this.linkNsPerByte = linkNsPerByte;
    }

    double slowdown() {
        return slowdown;
    }

    /** What the pages of a frame took, each in the mean. */
    void sent(double pageEncodeNs, double pageDecodeNs, double pageBytes) {
        double weight = known ? WEIGHT : 1;
        encodeNs += weight * (pageEncodeNs - encodeNs);
        decodeNs += weight * (pageDecodeNs - decodeNs);
        bytes += weight * (pageBytes - bytes);
        known = true;
        double hostsNs = pipeline.hostsNs(encodeNs, encoders, decodeNs, decoders);
        double pageNs = Math.max(bytes * linkNsPerByte, hostsNs);
        double next = 1;
        for (int step = 0; step < STEPS; step++) {
            next = Math.max(1, (1 + othersAt(next, pageNs)) / pipeline.sourceCores());
        }
        slowdown = next;
    }

    /** Threads that compute beside an encoder, when all take so many times as long. */
    private double othersAt(double times, double pageNs) {
        double encoding = Math.min(encoders, encodeNs * times / pageNs);
        double decoding = pipeline.oneMachine() ? Math.min(decoders, decodeNs * times / pageNs) : 0;
        return encoding * (encoders - 1) / encoders + decoding;
    }
}
