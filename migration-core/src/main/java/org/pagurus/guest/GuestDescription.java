package org.pagurus.guest;

import com.google.protobuf.ByteString;
import java.util.regex.Pattern;
import org.pagurus.guest.net.NicAddress;

/**
 * What a host must know to make room for a guest.
 *
 * @param name unique on a host: {@value #NAME_FORM}
 * @param kind what the guest is made of: {@code "synthetic"}, {@code "traced"}
 * @param memoryBytes the size of its memory
 * @param nic the virtual MAC and IP that move with it
 * @param configuration whatever that kind of guest needs beside it, understood by its factory alone
 */
public record GuestDescription(
        String name, String kind, long memoryBytes, NicAddress nic, ByteString configuration) {
    public static final String NAME_FORM = "1 to 64 characters of a-z A-Z 0-9 . _ -";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,64}");

    /** Whether a text can be a guest's name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
