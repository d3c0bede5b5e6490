package io.airclass.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A Kafka broker in this JVM (KRaft, one node, loopback only); its data directory is formatted at the first start. */
public final class EmbeddedKafka implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int NODE_ID = 1;

    /**
     * What makes one small node of a broker that is made for many large ones. The session time-out decides how long a start after kill -9
     * waits for the node's own former registration: 3.4-4.8 s with these values, 12-15 s with Kafka's. The cleaner's buffer would take 128 MB of heap.
     */
    private static final Map<String, String> SMALL_SINGLE_NODE = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", String.valueOf(NODE_ID)),
            Map.entry("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("inter.broker.listener.name", "BROKER"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("broker.session.timeout.ms", "1500"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("num.network.threads", "1"),
            Map.entry("num.io.threads", "2"),
            Map.entry("background.threads", "2"),
            Map.entry("num.replica.fetchers", "1"),
            Map.entry("num.recovery.threads.per.data.dir", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.cleaner.io.buffer.size", "262144"),
            Map.entry("log.segment.bytes", "67108864"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("metric.reporters", ""));

    private final KafkaRaftServer server;
    private final int port;
    private final FileChannel lock;

    private EmbeddedKafka(KafkaRaftServer server, int port, FileChannel lock) {
        this.server = server;
        this.port = port;
        this.lock = lock;
    }

    /** Starts a broker on {@code port} (0: any free one); the controller takes the next port (any free one). */
    public static EmbeddedKafka start(Path data, int port) {
        return start(data, port, Map.of());
    }

    /**
     * Starts a broker with further broker settings, which win over the built-in ones.
     *
     * @throws IllegalStateException with one sentence if the port or the data directory is taken
     */
    public static EmbeddedKafka start(Path data, int port, Map<String, String> settings) {
        Ports ports = port == 0 ? Ports.free() : Ports.fixed(port);
        Path directory = data.toAbsolutePath().normalize();
        FileChannel lock = lock(directory);
        try {
            format(directory);
            KafkaRaftServer server = new KafkaRaftServer(config(directory, ports, settings), Time.SYSTEM);
            try {
                server.startup();
            } catch (RuntimeException e) {
                server.shutdown();
                throw e;
            }
            return new EmbeddedKafka(server, ports.broker(), lock);
        } catch (IOException | RuntimeException e) {
            unlock(lock);
            throw new IllegalStateException("The broker did not start: " + e.getMessage(), e);
        }
    }

    /** What a client needs as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Waits until the broker has stopped, by {@link #close()} or by itself. */
    public void awaitStop() {
        server.awaitShutdown();
    }

    /** Stops the broker and returns when its files are closed. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        unlock(lock);
    }

    /** Kafka's own lock of a combined node comes after it has opened the metadata log: a second one on the same data makes the first spin. */
    private static FileChannel lock(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve("airclass.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                channel.close();
                throw new IllegalStateException("Another broker uses " + directory + ".");
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("The broker cannot use " + directory, e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static void unlock(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KafkaConfig config(Path directory, Ports ports, Map<String, String> settings) {
        Map<String, String> config = new HashMap<>(SMALL_SINGLE_NODE);
        config.put("log.dirs", directory.toString());
        config.put(
                "listeners",
                "BROKER://" + HOST + ":" + ports.broker() + ",CONTROLLER://" + HOST + ":" + ports.controller());
        config.put("advertised.listeners", "BROKER://" + HOST + ":" + ports.broker());
        config.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + ports.controller());
        config.putAll(settings);
        return new KafkaConfig(config);
    }

    private static void format(Path directory) throws IOException {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private record Ports(int broker, int controller) {
        static Ports fixed(int port) {
            for (int needed : new int[] {port, port + 1}) {
                try (ServerSocket probe = bind(needed)) {
                    assert probe.isBound();
                } catch (IOException e) {
                    throw new IllegalStateException("Port " + needed + " is taken.", e);
                }
            }
            return new Ports(port, port + 1);
        }

        static Ports free() {
            try (ServerSocket broker = bind(0);
                    ServerSocket controller = bind(0)) {
                return new Ports(broker.getLocalPort(), controller.getLocalPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static ServerSocket bind(int port) throws IOException {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return socket;
        }
    }
}
