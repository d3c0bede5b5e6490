package io.airclass.mongo;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A MongoDB-compatible server in this JVM. */
public final class EmbeddedMongo implements AutoCloseable {

    /** Nobody but this machine: the server asks nobody who they are. */
    static final String LOOPBACK = "127.0.0.1";

    private static final String FILE = "airclass.db";
    private static final int CACHE_MEGABYTES = 64;
    private static final Duration EXPIRY_EVERY = Duration.ofMinutes(1);

    /** Commands are handled where they are read and may wait for the disk, so connections must not share few threads. */
    private static final int HANDLER_THREADS = 64;

    private final MongoServer server;
    private final InetSocketAddress address;

    private EmbeddedMongo(MongoServer server, InetSocketAddress address) {
        this.server = server;
        this.address = address;
    }

    /** Starts a server on any free port that forgets everything when it is closed. */
    public static EmbeddedMongo startInMemory() {
        return startInMemory(LOOPBACK, 0);
    }

    static EmbeddedMongo startInMemory(String host, int port) {
        return start(MvOrderedStore.inMemory(), host, port, EXPIRY_EVERY);
    }

    /**
     * Starts a server on {@code port} (0: any free one) that keeps its data in {@code data}.
     *
     * @throws IllegalStateException with one sentence if the port or the data directory is taken
     */
    public static EmbeddedMongo start(Path data, int port) {
        return start(data, LOOPBACK, port);
    }

    static EmbeddedMongo start(Path data, String host, int port) {
        return start(data, host, port, EXPIRY_EVERY);
    }

    /** @param expiryEvery how often documents are removed that a TTL index says are over */
    static EmbeddedMongo start(Path data, String host, int port, Duration expiryEvery) {
        Path file = data.toAbsolutePath().normalize().resolve(FILE);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("The database cannot use " + file.getParent(), e);
        }
        return start(MvOrderedStore.open(file, CACHE_MEGABYTES), host, port, expiryEvery);
    }

    /** What a client needs to connect. */
    public String connectionString() {
        return "mongodb://" + address.getHostString() + ":" + address.getPort();
    }

    /** Stops the server and returns when its file is written and closed. */
    @Override
    public void close() {
        server.shutdownNow();
    }

    static EmbeddedMongo start(OrderedStore store, String host, int port, Duration expiryEvery) {
        MongoServer server = new MongoServer(new DurableBackend(store, expiryEvery));
        try {
            server.bind(new InetSocketAddress(host, port), 1, HANDLER_THREADS);
            return new EmbeddedMongo(server, server.getLocalAddress());
        } catch (Exception e) { // Netty throws the checked BindException without declaring it
            server.shutdownNow();
            if (isTaken(e)) {
                throw new IllegalStateException("Port " + port + " is taken.", e);
            }
            throw new IllegalStateException("The database did not start: " + e.getMessage(), e);
        }
    }

    private static boolean isTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
