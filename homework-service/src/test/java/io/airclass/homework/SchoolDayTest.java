package io.airclass.homework;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Topics;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.contracts.homework.HomeworkMissingV1;
import io.airclass.contracts.homework.SubmissionMarkedV1;
import io.airclass.contracts.homework.SubmissionReceivedV1;
import io.airclass.homework.assignment.AssignmentDueService;
import io.airclass.kit.ids.Ids;
import io.airclass.testkit.Infrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SchoolDayTest extends HomeworkTest {

    @Autowired
    AssignmentDueService dueService;

    @Autowired
    private MeterRegistry meters;

    @Test
    void homework_is_set_handed_in_with_a_photo_marked_and_read_by_student_and_guardian() {
        var assignment = opened();
        var photo = uploaded("作业照片.jpg", photo());
        var submission = handedIn(assignment, "第一题：x = 3；第二题见照片。", photo);

        var listed = body(get(TEACHER, "/api/assignments/{id}/submissions", assignment), 200);
        assertThat(listed.at("/items")).hasSize(1);
        assertThat(listed.at("/items/0/id").asString()).isEqualTo(submission);
        assertThat(listed.at("/items/0/files/0/name").asString()).isEqualTo("作业照片.jpg");

        body(as(TEACHER, markCall(submission, "\"1\"", Map.of("score", 92.5, "comment", "思路清楚。"))), 200);

        for (var path :
                List.of("/api/assignments/{id}/submission", "/api/assignments/{id}/submission?studentId=xiaoming")) {
            var read = body(get(STUDENT, path, assignment), 200);
            assertThat(read.at("/state").asString()).isEqualTo("MARKED");
            assertThat(read.at("/mark/score").decimalValue()).isEqualByComparingTo("92.5");
            assertThat(read.at("/mark/maxScore").asInt()).isEqualTo(100);
            assertThat(read.at("/mark/comment").asString()).isEqualTo("思路清楚。");
        }
        var guardians = body(get(GUARDIAN, "/api/assignments/{id}/submission?studentId=xiaoming", assignment), 200);
        assertThat(guardians.at("/mark/comment").asString()).isEqualTo("思路清楚。");
        assertThat(guardians.at("/files/0/id").asString()).isEqualTo(photo);
    }

    @Test
    void each_step_is_told_once_with_ids_and_never_with_what_a_child_wrote() {
        var assignment = opened();
        var submission = handedIn(assignment, "秘密的答案");
        body(as(TEACHER, markCall(submission, "\"1\"", Map.of("score", 60, "comment", "秘密的评语"))), 200);

        eventually(() -> assertThat(events(assignment)).hasSize(3));
        var told = events(assignment);
        assertThat(told.get(0)).contains("二次函数练习", "wang-laoshi");
        assertThat(json.readValue(told.get(0), AssignmentOpenedV1.class).within())
                .isEqualTo(WITHIN);
        var received = json.readValue(told.get(1), SubmissionReceivedV1.class);
        assertThat(received.studentId()).isEqualTo("xiaoming");
        assertThat(received.submissionId()).isEqualTo(submission);
        assertThat(received.attempt()).isEqualTo(1);
        assertThat(received.late()).isFalse();
        var marked = json.readValue(told.get(2), SubmissionMarkedV1.class);
        assertThat(marked.score()).isEqualTo(BigDecimal.valueOf(60));
        assertThat(marked.round()).isEqualTo(1);
        assertThat(String.join("\n", told)).doesNotContain("秘密");
    }

    @Test
    void each_step_is_counted_by_county_and_stage_and_a_repeat_is_not() {
        var opened = counted("airclass.assignments.opened");
        var received = counted("airclass.submissions.received");
        var marked = counted("airclass.submissions.marked");
        var key = Ids.next();
        var body = assignment();
        var assignment = body(as(TEACHER, openCall(key, body)), 201).at("/id").asString();
        body(as(TEACHER, openCall(key, body)), 201);
        var submission = handedIn(assignment, "答案");
        handedIn(assignment, "答案");
        var mark = Map.of("score", 60, "comment", "好");
        body(as(TEACHER, markCall(submission, "\"1\"", mark)), 200);
        body(as(TEACHER, markCall(submission, "\"1\"", mark)), 200);

        assertThat(counted("airclass.assignments.opened")).isEqualTo(opened + 1);
        assertThat(counted("airclass.submissions.received")).isEqualTo(received + 1);
        assertThat(counted("airclass.submissions.marked")).isEqualTo(marked + 1);
    }

    @Test
    void who_has_not_handed_in_is_named_once_two_hours_before_it_is_due_and_then_it_closes() {
        var due = LocalDate.now(ZoneId.of("Asia/Shanghai"))
                .plusDays(2)
                .atTime(20, 0)
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toInstant();
        var assignment = opened(assignment("dueAt", due.toString()));
        handedIn(assignment, "答案");
        eventually(() -> {
            dueService.sweepAt(due.minus(Duration.ofHours(2))).block();
            assertThat(events(assignment)).hasSize(3);
        });
        dueService.sweepAt(due.minus(Duration.ofHours(1))).block();
        var missing = json.readValue(events(assignment).getLast(), HomeworkMissingV1.class);
        assertThat(missing.studentIds()).containsExactly("xiaohong");
        eventually(() -> {
            dueService.sweepAt(due.plus(Duration.ofMinutes(31))).block();
            assertThat(events(assignment)).hasSize(4);
        });
        assertThat(body(get(TEACHER, "/api/assignments/{id}", assignment), 200)
                        .at("/state")
                        .asString())
                .isEqualTo("CLOSED");
    }

    private double counted(String meter) {
        var counter =
                meters.find(meter).tags("county", "522301", "stage", "JUNIOR").counter();
        return counter == null ? 0 : counter.count();
    }

    /** The data of the events of one assignment, in their order. */
    private static List<String> events(String assignment) {
        Map<String, Object> settings = Map.of("bootstrap.servers", Infrastructure.kafka());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.HOMEWORK).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<String>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.value().contains(assignment)) {
                        found.add(record.value());
                    }
                });
            }
            return found;
        }
    }
}
