package io.airclass.launcher;

import static io.airclass.launcher.StandIn.Behaviour.DEAF_TO_SIGTERM;
import static io.airclass.launcher.StandIn.Behaviour.ENDS_AT_ONCE;
import static io.airclass.launcher.StandIn.Behaviour.FINDS_THE_DISK_FULL;
import static io.airclass.launcher.StandIn.Behaviour.NEVER_READY;
import static io.airclass.launcher.StandIn.Behaviour.WELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.airclass.launcher.StandIn.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher runs in a JVM of its own and its children in theirs, because signals and deaths are what is tested. */
@Timeout(120)
class SupervisionTest {

    @TempDir
    Path directory;

    private Workspace workspace;
    private final List<Process> launchers = new ArrayList<>();

    @BeforeEach
    void makeWorkspace() {
        workspace = new Workspace(Path.of("."), directory.resolve("空中课堂"));
    }

    @AfterEach
    void leaveNothingBehind() {
        launchers.forEach(Process::destroyForcibly);
        children().forEach(entry -> entry.id().find().ifPresent(ProcessHandle::destroyForcibly));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void a_signal_to_the_launcher_ends_every_child(String signal) throws Exception {
        assumeThat(isIgnoredHere(signal))
                .as("a test run in the background of a script inherits that SIGINT is ignored")
                .isFalse();
        Process launcher = launch("up", WELL, WELL, WELL);
        awaitOutput(launcher, "ALL READY");
        List<State.Entry> children = children();
        assertThat(children)
                .extracting(State.Entry::name)
                .containsExactlyInAnyOrder("server", "service-1", "service-2");
        assertThat(children).allMatch(SupervisionTest::runs);

        signal(signal, launcher.pid());

        assertThat(launcher.waitFor(Duration.ofSeconds(30))).isTrue();
        assertThat(children).noneMatch(SupervisionTest::runs);
        assertThat(workspace.stateFile()).doesNotExist();
        assertThat(output(launcher)).endsWith("Stopped.\n");
    }

    @Test
    void a_signal_during_the_start_ends_what_was_started_and_starts_nothing_more() throws Exception {
        Process launcher = launch("up", WELL, NEVER_READY, WELL, WELL, WELL);
        awaitOutput(launcher, "service-1");
        List<State.Entry> children = children();
        signal("TERM", launcher.pid());

        assertThat(launcher.waitFor(Duration.ofSeconds(30))).isTrue();
        assertThat(children).isNotEmpty().noneMatch(SupervisionTest::runs);
        assertThat(output(launcher)).doesNotContain("ALL READY").doesNotContain("did not start");
        assertThat(workspace.stateFile()).doesNotExist();
    }

    @Test
    void ctrl_c_in_the_terminal_does_not_reach_the_children() throws Exception {
        Process launcher = launch("up", WELL, WELL);
        awaitOutput(launcher, "ALL READY");
        for (State.Entry child : children()) {
            signal("INT", child.id().pid());
            signal("HUP", child.id().pid());
        }
        signal("TERM", launcher.pid());
        assertThat(launcher.waitFor(Duration.ofSeconds(30))).isTrue();
        assertThat(output(launcher))
                .as("no child has ended before it was told to")
                .doesNotContain("has died");
    }

    @Test
    void what_a_killed_launcher_leaves_is_named_by_up_and_stopped_by_down() throws Exception {
        Process launcher = launch("up", WELL, WELL, WELL);
        awaitOutput(launcher, "ALL READY");
        List<State.Entry> children = children();
        launcher.destroyForcibly().waitFor();
        assertThat(children).allMatch(SupervisionTest::runs);

        Process second = launch("up", WELL, WELL);
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(output(second))
                .contains("whose launcher was killed")
                .contains("service-1 (" + pid("service-1", children) + ")")
                .contains("./airclass down");

        List<String> lines = new ArrayList<>();
        Down.run(workspace, lines::add);
        assertThat(lines).containsExactly("Stopped.");
        assertThat(children).noneMatch(SupervisionTest::runs);
        assertThat(workspace.stateFile()).doesNotExist();
    }

    @Test
    void a_detached_suite_runs_on_until_down_stops_it() throws Exception {
        Process launcher = launch("detach", WELL, WELL, WELL);
        assertThat(launcher.waitFor()).isZero();
        List<State.Entry> children = children();
        assertThat(children).hasSize(3).allMatch(SupervisionTest::runs);
        List<String> status = new ArrayList<>();
        assertThat(Status.run(workspace, Instant.now(), status::add)).isEqualTo(Status.READY);
        assertThat(status).anyMatch(line -> line.startsWith("service-2") && line.contains("ready"));

        Process second = launch("up", WELL, WELL);
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(output(second)).contains("Airclass already runs in " + workspace.root());

        Down.run(workspace, ignored -> {});
        assertThat(children).noneMatch(SupervisionTest::runs);
        assertThat(Status.run(workspace, Instant.now(), ignored -> {})).isEqualTo(Status.STOPPED);
    }

    @Test
    void down_tells_a_launcher_in_another_terminal_to_stop() throws Exception {
        Process launcher = launch("up", WELL, WELL);
        awaitOutput(launcher, "ALL READY");
        List<State.Entry> children = children();
        Down.run(workspace, ignored -> {});
        assertThat(launcher.isAlive()).isFalse();
        assertThat(children).noneMatch(SupervisionTest::runs);
    }

    @Test
    void a_second_launcher_in_the_same_directory_is_refused() throws Exception {
        Process launcher = launch("up", WELL, WELL);
        awaitOutput(launcher, "ALL READY");
        Process second = launch("up", WELL, WELL);
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(output(second)).contains("already running, or being started, in " + workspace.root());
        assertThat(children()).allMatch(SupervisionTest::runs);
    }

    @Test
    void a_service_that_ends_while_it_starts_is_told_with_its_log_and_stops_the_rest() throws Exception {
        Process launcher = launch("up", WELL, ENDS_AT_ONCE);
        assertThat(launcher.waitFor()).isEqualTo(1);
        assertThat(output(launcher))
                .contains("service-1 did not start: it ended with exit code 3")
                .contains(workspace.log("service-1").toString())
                .contains("    | Caused by: 配置错误: no such exam")
                .doesNotContain("ALL READY");
        assertThat(workspace.stateFile()).as("nothing was left running").doesNotExist();
    }

    @Test
    void a_full_disk_is_said_in_plain_words() throws Exception {
        Process launcher = launch("up", FINDS_THE_DISK_FULL);
        assertThat(launcher.waitFor()).isEqualTo(1);
        assertThat(output(launcher)).contains("server did not start").contains("The disk is full.");
    }

    @Test
    void a_service_that_is_never_ready_is_given_up() throws Exception {
        Process launcher = launch("up", WELL, NEVER_READY);
        assertThat(launcher.waitFor()).isEqualTo(1);
        assertThat(output(launcher))
                .contains("service-1 did not start: it is not ready after 2 s")
                .contains("service-1.log");
        assertThat(children()).isEmpty();
    }

    @Test
    void a_service_that_dies_later_is_told_and_the_rest_goes_on() throws Exception {
        Process launcher = launch("up", WELL, WELL, WELL);
        awaitOutput(launcher, "ALL READY");
        List<State.Entry> children = children();
        signal("KILL", pid("service-1", children));
        awaitOutput(launcher, "service-1 (process " + pid("service-1", children) + ") has died with exit code 137");
        assertThat(output(launcher)).contains(workspace.log("service-1").toString());
        assertThat(children)
                .filteredOn(SupervisionTest::runs)
                .extracting(State.Entry::name)
                .containsExactlyInAnyOrder("server", "service-2");
        List<String> status = new ArrayList<>();
        assertThat(Status.run(workspace, Instant.now(), status::add)).isEqualTo(Status.PARTLY);
        assertThat(status).anyMatch(line -> line.startsWith("service-1") && line.contains("has died"));
    }

    @Test
    void a_child_that_does_not_stop_when_told_is_killed() throws Exception {
        Process launcher = launch("up", WELL, DEAF_TO_SIGTERM);
        awaitOutput(launcher, "ALL READY");
        List<State.Entry> children = children();
        signal("TERM", launcher.pid());
        assertThat(launcher.waitFor(Duration.ofSeconds(30))).isTrue();
        assertThat(children).noneMatch(SupervisionTest::runs);
        assertThat(output(launcher)).contains("service-1").contains("did not stop within 1 s and is killed");
    }

    @Test
    void down_leaves_a_process_alone_that_has_the_id_of_one_of_ours() throws Exception {
        Process foreign = new ProcessBuilder("sleep", "100").start();
        try {
            ProcessId reused = new ProcessId(foreign.pid(), Instant.parse("2026-09-01T00:00:00Z"));
            Files.createDirectories(workspace.root());
            new State(
                            reused,
                            true,
                            0,
                            List.of(new State.Entry(
                                    "exam-service",
                                    false,
                                    reused,
                                    "",
                                    URI.create("tcp://127.0.0.1:1"),
                                    workspace.log("exam-service"),
                                    Duration.ofSeconds(1))))
                    .write(workspace);
            Down.run(workspace, ignored -> {});
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly();
        }
    }

    @Test
    void a_part_can_be_killed_and_started_again_while_the_rest_runs() {
        try (RunningSuite suite = StandInSuite.prepare(workspace, List.of(WELL, WELL, WELL))) {
            suite.startAll();
            long first = suite.pid("service-1");
            suite.kill("service-1");
            assertThat(ProcessHandle.of(first)).isEmpty();
            suite.restart("service-1");
            assertThat(suite.pid("service-1")).isNotEqualTo(first);
            assertThat(children()).hasSize(3).allMatch(SupervisionTest::runs);
        }
        assertThat(workspace.stateFile()).doesNotExist();
    }

    @Test
    void a_taken_port_is_named_with_its_user_and_its_holder() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            SuitePlan plan = StandInSuite.plan(workspace, List.of(WELL));
            SuitePlan blocked = new SuitePlan(
                    plan.servers(),
                    plan.external(),
                    plan.services(),
                    Map.of(taken.getLocalPort(), "exam-service"),
                    0,
                    plan.gateway(),
                    plan.adminPassword());
            WorkspaceLock lock = WorkspaceLock.acquire(workspace);
            assertThatThrownBy(() -> RunningSuite.prepare(workspace, lock, blocked, ignored -> {}))
                    .isInstanceOf(UserProblem.class)
                    .hasMessageContaining(
                            "Port " + taken.getLocalPort() + ", which exam-service needs, is taken by process "
                                    + ProcessHandle.current().pid())
                    .hasMessageContaining("--port-offset");
            lock.close();
        }
    }

    @Test
    void a_nearly_full_disk_is_refused_before_anything_starts() {
        assertThatThrownBy(() -> RunningSuite.requireSpace(workspace, Long.MAX_VALUE))
                .isInstanceOf(UserProblem.class)
                .hasMessageContaining("MB left")
                .hasMessageContaining(workspace.root().toString());
    }

    private Process launch(String how, Behaviour... behaviours) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Apps.java(),
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                StandInSuite.class.getName(),
                workspace.root().toString(),
                how));
        Stream.of(behaviours).map(Behaviour::name).forEach(command::add);
        Process launcher = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory
                        .resolve("launcher-" + launchers.size() + ".log")
                        .toFile())
                .start();
        launchers.add(launcher);
        return launcher;
    }

    private String output(Process launcher) throws IOException {
        return Files.readString(directory.resolve("launcher-" + launchers.indexOf(launcher) + ".log"));
    }

    private void awaitOutput(Process launcher, String text) throws Exception {
        await(() -> {
            try {
                return output(launcher).contains(text) || !launcher.isAlive();
            } catch (IOException e) {
                return false;
            }
        });
        assertThat(output(launcher)).contains(text);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }

    private List<State.Entry> children() {
        return State.read(workspace).map(State::processes).orElse(List.of());
    }

    private static boolean runs(State.Entry entry) {
        return entry.id().find().isPresent();
    }

    private static long pid(String name, List<State.Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id()
                .pid();
    }

    private static boolean isIgnoredHere(String signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        int number = Map.of("HUP", 1, "INT", 2, "TERM", 15).get(signal);
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (number - 1) & 1) == 1);
    }

    private static void signal(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid)
                        .start()
                        .waitFor())
                .isZero();
    }
}
