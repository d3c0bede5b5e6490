package io.airclass.launcher.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Takes steps one after another, tells each, and stops at the first that fails. */
final class Steps {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Which service answers a path; the longest beginning that fits counts. */
    private static final Map<String, String> SERVICES = Map.ofEntries(
            Map.entry("/api/assignments", "homework"),
            Map.entry("/api/submissions", "homework"),
            Map.entry("/api/files", "homework"),
            Map.entry("/api/me/assignments", "homework"),
            Map.entry("/api/exams", "exam"),
            Map.entry("/api/me/exams", "exam"),
            Map.entry("/api/sittings", "exam"),
            Map.entry("/api/papers", "exam"),
            Map.entry("/api/question", "exam"),
            Map.entry("/api/me/notifications", "notification"),
            Map.entry("/api/me/lessons", "schedule"),
            Map.entry("/api/classes", "schedule"));

    private final ApiClient client;
    private final Consumer<Step> told;
    private final List<Step> done = new ArrayList<>();

    Steps(ApiClient client, Consumer<Step> told) {
        this.client = client;
        this.told = told;
    }

    /** A call that is answered with that status; all calls of the journey may be repeated, so a service that warms up is given time. */
    Answer expect(String title, Call call, int status, String... tellingPointers) {
        var answer = client.sendPatiently(call);
        if (answer.status() != status) {
            throw failed(title, call, "expected " + status + ", got " + answer.brief());
        }
        return tell(title, call, answer, answer.took(), tellingPointers);
    }

    /** A call that is repeated until the answer is as it must be: for what other services learn by events. */
    Answer eventually(String title, Call call, Predicate<Answer> asItMustBe, String... tellingPointers) {
        long start = System.nanoTime();
        var answer = client.send(call);
        while (!asItMustBe.test(answer)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw failed(title, call, "not within " + PATIENCE.toSeconds() + " s; last answer " + answer.brief());
            }
            ApiClient.pause(PAUSE);
            answer = client.send(call);
        }
        return tell(title, call, answer, Duration.ofNanos(System.nanoTime() - start), tellingPointers);
    }

    /** Something that arrives without being asked for. */
    <T> void arrives(String title, Call source, Predicate<T> arrived, T where, String telling) {
        long start = System.nanoTime();
        while (!arrived.test(where)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw failed(title, source, "did not arrive within " + PATIENCE.toSeconds() + " s");
            }
            ApiClient.pause(PAUSE);
        }
        add(title, source, 200, telling, Duration.ofNanos(System.nanoTime() - start));
    }

    /** A condition on what earlier steps answered. */
    void check(boolean asItMustBe, Call call, String otherwise) {
        if (!asItMustBe) {
            throw failed("check", call, otherwise);
        }
    }

    List<Step> done() {
        return List.copyOf(done);
    }

    private Answer tell(String title, Call call, Answer answer, Duration took, String... tellingPointers) {
        var telling = new ArrayList<String>();
        for (var pointer : tellingPointers) {
            var value = answer.json().at(pointer);
            telling.add(pointer.substring(1) + "=" + (value.isContainer() ? value.size() : value.asString("")));
        }
        add(title, call, answer.status(), String.join(" ", telling), took);
        return answer;
    }

    private void add(String title, Call call, int status, String telling, Duration took) {
        var step = new Step(done.size() + 1, title, call.method(), call.path(), status, telling, took);
        done.add(step);
        told.accept(step);
    }

    private static StepFailed failed(String title, Call call, String what) {
        return new StepFailed(
                "%s (%s %s): %s".formatted(title, call.method(), call.path(), what),
                "./airclass logs " + serviceOf(call.path()) + ", then ./airclass logs gateway");
    }

    static String serviceOf(String path) {
        return SERVICES.keySet().stream()
                .filter(path::startsWith)
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .map(SERVICES::get)
                .orElse("roster");
    }
}
