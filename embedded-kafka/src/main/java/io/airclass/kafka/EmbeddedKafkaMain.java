package io.airclass.kafka;

import java.nio.file.Path;

/** The broker as a process of its own: {@code --port PORT --data DIRECTORY}; SIGTERM stops it cleanly, log lines go to standard output. */
public final class EmbeddedKafkaMain {

    private static final int DEFAULT_PORT = 29092;

    private EmbeddedKafkaMain() {}

    /** Runs until the process is told to stop; ends with 1 and one line on standard error if the broker cannot start. */
    public static void main(String[] args) {
        int port = DEFAULT_PORT;
        Path data = null;
        try {
            for (int i = 0; i + 1 < args.length; i += 2) {
                switch (args[i]) {
                    case "--port" -> port = Integer.parseInt(args[i + 1]);
                    case "--data" -> data = Path.of(args[i + 1]);
                    default -> throw new IllegalArgumentException(args[i]);
                }
            }
            if (data == null || args.length % 2 != 0) {
                throw new IllegalArgumentException();
            }
        } catch (IllegalArgumentException e) {
            System.err.println("Usage: EmbeddedKafkaMain [--port 29092] --data DIRECTORY");
            System.exit(2);
            return;
        }
        try {
            EmbeddedKafka broker = EmbeddedKafka.start(data, port);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
            System.out.println("Broker is ready at " + broker.bootstrapServers());
            broker.awaitStop();
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            e.printStackTrace();
            System.exit(1);
        }
    }
}
