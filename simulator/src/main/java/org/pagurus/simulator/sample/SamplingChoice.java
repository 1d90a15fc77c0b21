package org.pagurus.simulator.sample;

import org.pagurus.codec.select.SelectorKind;
import org.pagurus.simulator.cost.PagePipeline;
import org.pagurus.simulator.driver.PageTimes;

/**
 * How pages are sent that are sampled.
 *
 * @param selector chooses each page's codec
 * @param streams page streams, 1 or more
 * @param encoders threads that encode, 1 or more
 * @param decoders threads that decode, 1 or more
 * @param deltaCacheBytes memory for the versions sent last, if the selector uses them
 * @param memoryBytes the whole guest's memory
 * @param linkBytesPerSecond what the link is known to carry, more than 0
 * @param times what codings take
 * @param pipeline the cores
 */
public record SamplingChoice(
        SelectorKind selector,
        int streams,
        int encoders,
        int decoders,
        long deltaCacheBytes,
        long memoryBytes,
        double linkBytesPerSecond,
        PageTimes times,
        PagePipeline pipeline) {}
