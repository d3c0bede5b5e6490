package io.airclass.launcher;

import io.airclass.launcher.demo.Demo;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The commands that the shell script {@code airclass} hands over: {@code up}, {@code down}, {@code status}, {@code demo}. */
public final class Main {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    /** Runs one command; {@code airclass.home} names the repository's root. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.getenv()));
    }

    private static int run(List<String> args, Map<String, String> environment) {
        Path home = Path.of(System.getProperty("airclass.home", "."));
        Workspace workspace = new Workspace(
                home,
                Path.of(environment.getOrDefault(
                        Suite.DATA_DIRECTORY, home.resolve(".airclass").toString())));
        try {
            return switch (args.isEmpty() ? "help" : args.getFirst()) {
                case "up" ->
                    Up.run(workspace, Up.Arguments.parse(args.subList(1, args.size()), environment), environment);
                case "down" -> {
                    Down.run(workspace, System.out::println);
                    yield 0;
                }
                case "status" -> Status.run(workspace, Instant.now(), System.out::println);
                case "demo" -> Demo.run(gatewayOfRunning(workspace), System.out);
                default -> {
                    System.err.println("airclass: no command " + args);
                    yield MISUSED;
                }
            };
        } catch (UserProblem e) {
            System.err.println("airclass: " + e.getMessage());
            return FAILED;
        }
    }

    private static URI gatewayOfRunning(Workspace workspace) {
        return State.read(workspace)
                .filter(state -> !state.alive().isEmpty())
                .map(state -> SuitePlan.gateway(state.portOffset()))
                .orElseThrow(
                        () -> new UserProblem("Nothing runs in " + workspace.root() + ": ./airclass up starts it."));
    }
}
