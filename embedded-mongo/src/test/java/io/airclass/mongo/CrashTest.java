package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loss of power at any moment, which a {@code kill -9} does not show: the system keeps what a killed process wrote, but not what
 * it had not forced. {@code -Dairclass.crash.points=N} tries so many moments.
 */
class CrashTest {

    private static final List<String> TABLES = List.of("documents", "index");
    private static final int CHANGES = 400;

    @TempDir
    Path directory;

    private final Random random = new Random(20261122);

    @BeforeEach
    void record() {
        RecordedDisk.use();
    }

    private MvOrderedStore open(String name) {
        return MvOrderedStore.open(Path.of(name), 8, () -> Long.MAX_VALUE);
    }

    /** What the tables held after a change, and how many steps the disk had done when it was acknowledged. */
    private record Acknowledged(TreeMap<String, String> content, int steps) {}

    /** As when the process dies: the system has what it was given, the last write perhaps in part. */
    @Test
    void it_opens_after_a_crash_at_any_moment_with_all_that_was_acknowledged_and_nothing_half_done()
            throws IOException {
        crash(true);
    }

    /** As when the power goes: of what was not forced, any sector may be on the disk and any may not. */
    @Test
    void it_opens_with_all_that_was_acknowledged_even_when_the_disk_did_not_keep_the_order() throws IOException {
        crash(false);
    }

    private void crash(boolean inOrder) throws IOException {
        var history = new ArrayList<Acknowledged>();
        try (var store = open("recorded:" + directory.resolve("recorded.db"))) {
            history.add(new Acknowledged(new TreeMap<>(), RecordedDisk.stepsSoFar()));
            for (int i = 0; i < CHANGES; i++) {
                var next = new TreeMap<>(history.getLast().content());
                store.atomically(() -> change(store, next));
                store.sync();
                history.add(new Acknowledged(next, RecordedDisk.stepsSoFar()));
            }
        }
        int points = Integer.getInteger("airclass.crash.points", 100);
        for (int i = 0; i < points; i++) {
            assertRecovers(random.nextInt(RecordedDisk.stepsSoFar() + 1), inOrder, history);
        }
    }

    private void change(MvOrderedStore store, TreeMap<String, String> content) {
        for (var table : TABLES) {
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                var key = "k" + random.nextInt(600);
                if (random.nextInt(4) == 0) {
                    store.table(table).remove(bytes(key));
                    content.remove(table + "/" + key);
                } else {
                    var value = "v" + random.nextInt() + "x".repeat(random.nextInt(900));
                    store.table(table).put(bytes(key), bytes(value));
                    content.put(table + "/" + key, value);
                }
            }
        }
    }

    private void assertRecovers(int steps, boolean inOrder, List<Acknowledged> history) throws IOException {
        var file = directory.resolve("crashed-" + steps + "-" + random.nextInt() + ".db");
        Files.write(file, RecordedDisk.crashedAfter(steps, inOrder, random));
        int acknowledged = 0;
        while (acknowledged + 1 < history.size()
                && history.get(acknowledged + 1).steps() <= steps) {
            acknowledged++;
        }
        var what = "after %d steps, %d changes acknowledged".formatted(steps, acknowledged);
        var possible = history.subList(acknowledged, Math.min(history.size(), acknowledged + 2)).stream()
                .map(Acknowledged::content)
                .toList();
        try (var store = open(file.toString())) {
            var content = content(store);
            assertThat(possible.contains(content))
                    .as("%s: the file holds change %d", what, changeOf(content, history))
                    .isTrue();
            store.atomically(() -> store.table("documents").put(bytes("after"), bytes("the crash")));
            store.sync();
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
        try (var store = open(file.toString())) {
            assertThat(store.table("documents").get(bytes("after"))).as(what).isEqualTo(bytes("the crash"));
        }
        Files.delete(file);
    }

    private static int changeOf(TreeMap<String, String> content, List<Acknowledged> history) {
        return history.stream().map(Acknowledged::content).toList().indexOf(content);
    }

    private static TreeMap<String, String> content(MvOrderedStore store) {
        var content = new TreeMap<String, String>();
        for (var table : TABLES) {
            var all = store.table(table).view().scan(null, null, false);
            while (all.next()) {
                content.put(
                        table + "/" + new String(all.key(), StandardCharsets.UTF_8),
                        new String(all.value(), StandardCharsets.UTF_8));
            }
        }
        return content;
    }

    @Test
    void a_file_that_was_just_being_made_is_made_again() throws IOException {
        open("recorded:" + directory.resolve("recorded.db")).close();
        var whole = RecordedDisk.crashedAfter(RecordedDisk.stepsSoFar(), true, random);
        for (int length : new int[] {0, 1, 100, whole.length / 2, whole.length - 1, whole.length}) {
            var file = directory.resolve("cut-" + length + ".db");
            Files.write(file, Arrays.copyOf(whole, Math.min(length, whole.length)));
            try (var store = open(file.toString())) {
                assertThat(store.tableNames()).isEmpty();
            }
        }
    }

    @Test
    void nobody_is_told_that_it_is_on_disk_before_it_was_forced() throws Exception {
        try (var store = open("recorded:" + directory.resolve("recorded.db"))) {
            var table = store.table("documents");
            store.sync();
            store.atomically(() -> table.put(bytes("mine"), bytes("1")));
            store.atomically(() -> table.put(bytes("theirs"), bytes("1")));
            var gate = RecordedDisk.holdForces();
            var theirs = Thread.ofPlatform().start(store::sync);
            RecordedDisk.awaitForce();
            var mine = Thread.ofPlatform().start(store::sync);
            while (mine.getState() == Thread.State.RUNNABLE || mine.getState() == Thread.State.NEW) {
                Thread.onSpinWait();
            }
            boolean early = mine.getState() == Thread.State.TERMINATED;
            gate.countDown();
            mine.join();
            theirs.join();
            assertThat(early).as("returned while the force was still under way").isFalse();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
