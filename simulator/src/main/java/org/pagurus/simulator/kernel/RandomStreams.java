package org.pagurus.simulator.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Independent random numbers for each purpose, all from one seed. A stream depends on the seed and
 * its name alone: not on which other streams there are, nor on who draws from them, so that two
 * strategies can be compared on the same numbers. The numbers are the JDK's L64X128MixRandom,
 * started from the SHA-256 of the seed (8 bytes, big-endian) and the name (UTF-8).
 *
 * @param seed any number
 */
public record RandomStreams(long seed) {
    private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
            RandomGeneratorFactory.of("L64X128MixRandom");

    /**
     * The stream of that name, from its start. A generator belongs to one thread; whoever asks
     * again gets another that gives the same numbers.
     */
    public RandomGenerator stream(String name) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer key = ByteBuffer.allocate(Long.BYTES + nameBytes.length);
        key.putLong(seed).put(nameBytes);
        return GENERATORS.create(sha256(key.array()));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
