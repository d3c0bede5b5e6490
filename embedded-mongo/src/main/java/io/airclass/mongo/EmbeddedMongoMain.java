package io.airclass.mongo;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The database as a process of its own; SIGTERM stops it cleanly, log lines go to standard output. */
public final class EmbeddedMongoMain {

    private static final int DEFAULT_PORT = 27117;
    private static final String USAGE = """
            Usage: EmbeddedMongoMain --data DIRECTORY | --memory  [--port 27117] [--listen 127.0.0.1]
              --data DIRECTORY  keeps everything in this directory; one process at a time
              --memory          forgets everything when it stops
              --listen ADDRESS  other machines may connect, and nobody is asked who they are: only within a closed network""";

    private EmbeddedMongoMain() {}

    /** @param data null in memory */
    private record Arguments(Path data, boolean memory, int port, String listen) {

        static Arguments parse(List<String> given) {
            Path data = null;
            boolean memory = false;
            int port = DEFAULT_PORT;
            String listen = EmbeddedMongo.LOOPBACK;
            Deque<String> rest = new ArrayDeque<>(given);
            while (!rest.isEmpty()) {
                String option = rest.pop();
                switch (option) {
                    case "--memory" -> memory = true;
                    case "--data" -> data = Path.of(rest.pop());
                    case "--port" -> port = Integer.parseInt(rest.pop());
                    case "--listen" -> listen = rest.pop();
                    default -> throw new IllegalArgumentException(option);
                }
            }
            if (memory == (data != null)) {
                throw new IllegalArgumentException("either --data or --memory");
            }
            return new Arguments(data, memory, port, listen);
        }

        EmbeddedMongo start() {
            return memory ? EmbeddedMongo.startInMemory(listen, port) : EmbeddedMongo.start(data, listen, port);
        }
    }

    /** Runs until the process is told to stop; ends with 1 and one line on standard error if the server cannot start. */
    public static void main(String[] args) throws InterruptedException {
        Arguments arguments;
        try {
            arguments = Arguments.parse(List.of(args));
        } catch (RuntimeException e) {
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            EmbeddedMongo database = arguments.start();
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
            System.exit(1);
        }
        stopped.await();
    }
}
