package org.pagurus.experiments.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/**
 * What {@code --version} prints: the version and the commit that the jar's manifest names, and the
 * Java that runs it.
 */
final class Version implements IVersionProvider {
    private static final String COMMIT = "Pagurus-Commit";

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        String commit = commit();
        return new String[] {
            "pagurus "
                    + (version == null ? "(not packaged)" : version)
                    + (commit == null ? "" : ", commit " + commit),
            "Java "
                    + Runtime.version()
                    + " ("
                    + System.getProperty("java.vendor")
                    + "), "
                    + System.getProperty("os.name")
                    + " "
                    + System.getProperty("os.arch")
        };
    }

    /** What the jar was built from; null where nobody knows. */
    private static @Nullable String commit() {
        URL ours = Version.class.getResource("Version.class");
        if (ours == null) {
            return null;
        }
        try {
            URLConnection connection = ours.openConnection();
            if (!(connection instanceof JarURLConnection jar)) {
                return null;
            }
            jar.setUseCaches(false);
            try (InputStream _ = jar.getInputStream()) {
                Manifest manifest = jar.getManifest();
                String commit =
                        manifest == null ? null : manifest.getMainAttributes().getValue(COMMIT);
                return commit == null || commit.isBlank() ? null : commit;
            }
        } catch (IOException e) {
            return null;
        }
    }
}
