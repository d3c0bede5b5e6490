package io.airclass.launcher;

import io.airclass.launcher.demo.DemoRegion;
import io.airclass.launcher.demo.StepFailed;
import io.airclass.launcher.region.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
        System.out.printf("%nEverything is ready after %.1f s.%n", (System.nanoTime() - start) / 1e9);
        loadDemoRegion(workspace, suite);
        System.out.printf("%nAirclass runs%n");
        System.out.printf("  API          %s/api   (./airclass demo walks through it)%n", suite.gateway());
        System.out.printf("  logs         %s   (./airclass logs SERVICE)%n", workspace.logs());
        System.out.printf("Accounts%n");
        System.out.printf(
                "  %-14s the platform's administrator, password in %s%n",
                Suite.BOOTSTRAP_ACCOUNT, workspace.passwordFile());
        DemoRegion.current()
                .accounts()
                .forEach(account -> System.out.printf("  %-14s %s%n", account.username(), account.title()));
        System.out.printf("  (all but %s: password %s)%n", Suite.BOOTSTRAP_ACCOUNT, Region.DEMO_PASSWORD);
    }

    /** Once for each set of data; a suite without it is still a suite, so a failure is told and the rest goes on. */
    private static void loadDemoRegion(Workspace workspace, RunningSuite suite) {
        if (Files.exists(workspace.demoMarker())) {
            return;
        }
        try {
            long start = System.nanoTime();
            DemoRegion.load(suite.gateway(), suite.adminPassword(), line -> System.out.println("  " + line));
            Files.createDirectories(workspace.data());
            Files.createFile(workspace.demoMarker());
            System.out.printf("The demo region was loaded in %.1f s.%n", (System.nanoTime() - start) / 1e9);
        } catch (StepFailed e) {
            System.out.println("The demo region was not loaded: " + e.getMessage() + " Look at " + e.lookAt() + ".");
        } catch (IOException | UncheckedIOException e) {
            System.out.println("The demo region was not loaded: " + e.getMessage());
        }
    }
}
