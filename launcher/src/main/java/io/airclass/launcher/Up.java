package io.airclass.launcher;

import java.util.List;
import java.util.Map;

/** Starts the suite and stays until it is told to stop, or leaves it running. */
final class Up {

    private Up() {}

    /**
     * The command line.
     *
     * @param detach whether to return as soon as everything is ready
     */
    record Arguments(boolean fresh, boolean detach, int portOffset) {

        static Arguments parse(List<String> args, Map<String, String> environment) {
            boolean fresh = false;
            boolean detach = false;
            String offset = environment.getOrDefault(Suite.PORT_OFFSET, "0");
            for (int i = 0; i < args.size(); i++) {
                switch (args.get(i)) {
                    case "--fresh" -> fresh = true;
                    case "--detach", "-d" -> detach = true;
                    case "--port-offset" -> offset = ++i < args.size() ? args.get(i) : "";
                    default ->
                        throw new UserProblem("up does not know '" + args.get(i)
                                + "': ./airclass up [--fresh] [--detach] [--port-offset N]");
                }
            }
            return new Arguments(fresh, detach, offset(offset));
        }

        /** The highest port of the suite must stay below 65536. */
        private static int offset(String text) {
            int max = 65535 - Suite.CONTROLLER_PORT;
            if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > max) {
                throw new UserProblem("The port offset must be a number from 0 to " + max + ", not '" + text + "'.");
            }
            return Integer.parseInt(text);
        }
    }

    static int run(Workspace workspace, Arguments arguments, Map<String, String> environment) {
        long start = System.nanoTime();
        System.out.println("Starting Airclass in " + workspace.root() + " (Ctrl-C stops it)");
        RunningSuite suite = RunningSuite.prepare(
                workspace,
                new RunningSuite.Options(arguments.portOffset(), arguments.fresh()),
                environment,
                System.out::println);
        return run(suite, arguments.detach(), () -> welcome(workspace, suite, start));
    }

    /** Starts a prepared suite; whatever ends this process from now on, also ends the suite, unless it was left running. */
    static int run(RunningSuite suite, boolean detach, Runnable whenReady) {
        Thread stop = new Thread(
                () -> {
                    System.out.println("\nStopping …");
                    suite.close();
                    System.out.println("Stopped.");
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            suite.startAll();
            whenReady.run();
            if (detach) {
                suite.leave();
            } else {
                suite.awaitClose();
            }
        } catch (UserProblem e) {
            if (withdraw(stop)) {
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        withdraw(stop);
        return 0;
    }

    /** False if the process is ending already: then the failure is only an echo of that. */
    private static boolean withdraw(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static void welcome(Workspace workspace, RunningSuite suite, long start) {
        System.out.printf("%nAirclass is ready after %.1f s.%n", (System.nanoTime() - start) / 1e9);
        System.out.printf("  API           %s/api   (try ./airclass demo)%n", suite.gateway());
        System.out.printf("  API pages     %s/swagger-ui.html%n", suite.gateway());
        System.out.printf("  account       %s, password in %s%n", Suite.BOOTSTRAP_ACCOUNT, workspace.passwordFile());
        System.out.printf("  logs          %s   (./airclass logs SERVICE)%n", workspace.logs());
    }
}
