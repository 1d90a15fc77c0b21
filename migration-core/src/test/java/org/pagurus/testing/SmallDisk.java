package org.pagurus.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A directory with a file system of its own that is soon full. Only root can make one. */
public final class SmallDisk {
    public static final String WHY_NOT = "only root can mount a small file system";

    private SmallDisk() {}

    /**
     * Mounts one.
     *
     * @param directory exists
     * @param sizeKib what it holds
     * @return whether it is there
     */
    public static boolean mount(Path directory, int sizeKib) throws Exception {
        return run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + sizeKib + "k,mode=700",
                "tmpfs",
                directory.toString());
    }

    /** From here on nothing can be written to it; whether that is so. */
    public static boolean makeReadOnly(Path directory) throws Exception {
        return run("mount", "-o", "remount,ro", directory.toString());
    }

    /** Takes it away with all that is on it; whether that is so. */
    public static boolean unmount(Path directory) throws Exception {
        return run("umount", directory.toString());
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such command here
        }
    }
}
