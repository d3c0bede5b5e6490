package io.airclass.roster.work;

import java.io.Closeable;
import java.io.IOException;
import java.util.stream.Stream;

/** Closes several things, each of them whatever the others do. */
public final class Closing {
    private Closing() {}

    /** In their order; what the first throws is thrown, with what the others threw. */
    public static void all(Stream<? extends Closeable> some) throws IOException {
        IOException first = null;
        for (Closeable each : some.toList()) {
            try {
                each.close();
            } catch (IOException | RuntimeException e) {
                if (first == null) {
                    first = e instanceof IOException io ? io : new IOException(e);
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
