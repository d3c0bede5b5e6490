package io.airclass.mongo;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The database as a process of its own: {@code --port PORT --data DIRECTORY}; SIGTERM stops it cleanly, log lines go to standard output. */
public final class EmbeddedMongoMain {

    private static final int DEFAULT_PORT = 27117;

    private EmbeddedMongoMain() {}

    /** Runs until the process is told to stop; ends with 1 and one line on standard error if the server cannot start. */
    public static void main(String[] args) throws InterruptedException {
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
            System.err.println("Usage: EmbeddedMongoMain [--port 27117] --data DIRECTORY");
            System.exit(2);
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            EmbeddedMongo database = EmbeddedMongo.start(data, port);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                database.close();
                                stopped.countDown();
                            },
                            "stop"));
            System.out.println("Database is ready at " + database.connectionString());
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            e.printStackTrace();
            System.exit(1);
        }
        stopped.await();
    }
}
