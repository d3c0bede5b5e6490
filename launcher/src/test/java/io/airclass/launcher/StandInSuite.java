package io.airclass.launcher;

import io.airclass.launcher.StandIn.Behaviour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A suite of one server and some services that are all stand-ins; also the main class of a launcher that runs it in a JVM of its own. */
final class StandInSuite {

    private StandInSuite() {}

    /** {@code StandInSuite WORKSPACE up|detach BEHAVIOUR…}. */
    public static void main(String[] args) {
        Workspace workspace = new Workspace(Path.of("."), Path.of(args[0]));
        List<Behaviour> behaviours = List.of(args).subList(2, args.length).stream()
                .map(Behaviour::valueOf)
                .toList();
        try {
            RunningSuite suite = prepare(workspace, behaviours);
            System.exit(Up.run(suite, args[1].equals("detach"), () -> System.out.println("ALL READY")));
        } catch (UserProblem e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    static RunningSuite prepare(Workspace workspace, List<Behaviour> behaviours) {
        WorkspaceLock lock = WorkspaceLock.acquire(workspace);
        try {
            RunningSuite.refuseLeftovers(workspace);
            return RunningSuite.prepare(workspace, lock, plan(workspace, behaviours), System.out::println);
        } catch (UserProblem e) {
            lock.close();
            throw e;
        }
    }

    /** The first behaviour is the server's. */
    static SuitePlan plan(Workspace workspace, List<Behaviour> behaviours) {
        List<ProcessSpec> specs = new ArrayList<>();
        Map<Integer, String> ports = new LinkedHashMap<>();
        for (Behaviour behaviour : behaviours) {
            String name = specs.isEmpty() ? "server" : "service-" + specs.size();
            int port = freePort();
            ports.put(port, name);
            specs.add(spec(workspace, name, specs.isEmpty(), port, behaviour));
        }
        return new SuitePlan(
                specs.subList(0, 1),
                Map.of(),
                specs.subList(1, specs.size()),
                ports,
                0,
                URI.create("http://localhost:0"),
                "没有密码");
    }

    private static ProcessSpec spec(Workspace workspace, String name, boolean server, int port, Behaviour behaviour) {
        return new ProcessSpec(
                name,
                server,
                List.of(
                        Apps.java(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-Dstderr.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StandIn.class.getName(),
                        String.valueOf(port),
                        behaviour.name()),
                Map.of(),
                workspace.root(),
                workspace.log(name),
                "localhost:" + port,
                List.of(port),
                URI.create("http://127.0.0.1:" + port + "/ready"),
                Duration.ofSeconds(behaviour == Behaviour.NEVER_READY ? 2 : 60),
                Duration.ofSeconds(behaviour == Behaviour.DEAF_TO_SIGTERM ? 1 : 20));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
