package io.airclass.mongo;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStoreException;

/** A MongoDB-compatible server in this JVM (mongo-java-server), on loopback only. */
public final class EmbeddedMongo implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String FILE = "airclass.mv.db";

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
        return start(new MemoryBackend(), 0);
    }

    /**
     * Starts a server on {@code port} (0: any free one) that keeps its data in {@code data}.
     *
     * @throws IllegalStateException with one sentence if the port or the data directory is taken
     */
    public static EmbeddedMongo start(Path data, int port) {
        Path file = data.toAbsolutePath().normalize().resolve(FILE);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("The database cannot use " + file.getParent(), e);
        }
        try {
            return start(new H2Backend(file.toString()), port);
        } catch (MVStoreException e) {
            throw new IllegalStateException("The database cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    /** What a client needs to connect. */
    public String connectionString() {
        return "mongodb://" + HOST + ":" + address.getPort();
    }

    /** Stops the server and returns when its file is written and closed. */
    @Override
    public void close() {
        server.shutdownNow();
    }

    private static EmbeddedMongo start(MongoBackend backend, int port) {
        MongoServer server = new MongoServer(backend);
        try {
            server.bind(new InetSocketAddress(HOST, port), 1, HANDLER_THREADS);
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
