package io.airclass.system.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.launcher.demo.Answer;
import io.airclass.launcher.demo.ApiClient;
import io.airclass.launcher.demo.Call;
import io.airclass.launcher.demo.DemoRegion;
import io.airclass.launcher.demo.Session;
import io.airclass.launcher.region.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What the fault tests do in the demo school: set homework, and count what the student was told. */
final class School {
    private final ApiClient client;
    private final Region region = DemoRegion.current();

    School(ApiClient client) {
        this.client = client;
    }

    Session signIn(String username) {
        return client.signIn(username, Region.DEMO_PASSWORD);
    }

    String classId() {
        return region.classOfStudent(region.account("student").personId()).id();
    }

    Call assignment(Session teacher, String title) {
        return Call.post("/api/assignments")
                .as(teacher)
                .idempotencyKey(UUID.randomUUID().toString())
                .json(Map.of(
                        "classId",
                        classId(),
                        "subject",
                        "数学",
                        "title",
                        title,
                        "text",
                        "完成第 5 题。",
                        "dueAt",
                        Instant.now().plus(Duration.ofDays(1)).toString(),
                        "maxScore",
                        100));
    }

    /** Sets homework and gives its id. */
    String assign(Session teacher, String title) {
        var answer = client.send(assignment(teacher, title));
        assertThat(answer.status()).as(answer.brief()).isEqualTo(201);
        return answer.text("/id");
    }

    Answer handIn(Session student, String assignment, String text) {
        return client.send(Call.put("/api/assignments/" + assignment + "/submission")
                .as(student)
                .json(Map.of("text", text)));
    }

    /** How many messages of the inbox are about that assignment being opened. */
    long timesTold(Session reader, String assignment) {
        var inbox = client.send(Call.get("/api/me/notifications?limit=200").as(reader));
        assertThat(inbox.status()).as(inbox.brief()).isEqualTo(200);
        return inbox.json()
                .at("/items")
                .valueStream()
                .filter(item -> item.at("/kind").asString("").equals("assignment-opened"))
                .filter(item -> item.at("/about").asString("").equals(assignment))
                .count();
    }
}
