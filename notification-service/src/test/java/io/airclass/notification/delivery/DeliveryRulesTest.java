package io.airclass.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.exam.ResultState;
import io.airclass.notification.delivery.Recipient.Guardian;
import io.airclass.notification.delivery.Recipient.Self;
import io.airclass.notification.inbox.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryRulesTest {
    private static final List<String> STUDENTS = List.of("student-1", "student-2", "student-3");
    private static final List<String> TEACHERS = List.of("teacher-1", "teacher-2");
    private static final Map<String, List<String>> GUARDIANS =
            Map.of("student-1", List.of("mother", "father"), "student-2", List.of("mother"), "student-3", List.of());

    @Test
    void an_assignment_concerns_the_students_and_their_guardians() {
        assertThat(recipients(NoticeRules.notice(Facts.assignment("class-903")).orElseThrow()))
                .containsExactlyInAnyOrder(
                        new Self("student-1"),
                        new Guardian("mother", "student-1"),
                        new Guardian("father", "student-1"),
                        new Self("student-2"),
                        new Guardian("mother", "student-2"),
                        new Self("student-3"));
    }

    @Test
    void an_exam_concerns_the_same_people_as_an_assignment() {
        assertThat(NoticeRules.notice(Facts.exam("class-903")).orElseThrow().audience())
                .isEqualTo(NoticeRules.notice(Facts.assignment("class-903"))
                        .orElseThrow()
                        .audience());
    }

    @Test
    void a_mark_concerns_the_student_and_the_students_guardians_only() {
        assertThat(recipients(NoticeRules.notice(Facts.marked("class-903", "student-1", 1))
                        .orElseThrow()))
                .containsExactlyInAnyOrder(
                        new Self("student-1"),
                        new Guardian("mother", "student-1"),
                        new Guardian("father", "student-1"));
    }

    @Test
    void a_result_concerns_the_student_and_the_students_guardians_only() {
        for (ResultState state : ResultState.values()) {
            assertThat(recipients(NoticeRules.notice(Facts.result("class-903", "student-2", state))
                            .orElseThrow()))
                    .containsExactlyInAnyOrder(new Self("student-2"), new Guardian("mother", "student-2"));
        }
    }

    @Test
    void a_student_who_has_left_the_class_still_hears_of_the_mark() {
        Notice notice = NoticeRules.notice(Facts.marked("class-903", "left", 1)).orElseThrow();

        assertThat(RecipientRules.students(notice.audience(), STUDENTS)).containsExactly("left");
        assertThat(RecipientRules.recipients(
                        notice.audience(), STUDENTS, TEACHERS, Map.of("left", List.of("grandmother"))))
                .containsExactly(new Self("left"), new Guardian("grandmother", "left"));
    }

    @Test
    void a_timetable_concerns_the_teachers_too() {
        assertThat(recipients(NoticeRules.notice(Facts.timetable("class-903")).orElseThrow()))
                .hasSize(8)
                .contains(new Self("teacher-1"), new Self("teacher-2"), new Guardian("mother", "student-2"));
    }

    @Test
    void nobody_is_told_twice_in_the_same_role() {
        assertThat(RecipientRules.recipients(
                        new Audience.WholeClass(),
                        List.of("student-1", "student-1"),
                        List.of("mother", "mother"),
                        GUARDIANS))
                .containsExactlyInAnyOrder(
                        new Self("student-1"),
                        new Guardian("mother", "student-1"),
                        new Guardian("father", "student-1"),
                        new Self("mother"));
    }

    @Test
    void handing_in_is_not_told() {
        assertThat(NoticeRules.notice(Facts.received("class-903", "student-1"))).isEmpty();
        assertThat(NoticeRules.notice(Facts.handedIn("class-903", "student-1"))).isEmpty();
    }

    @Test
    void a_second_marking_and_a_partial_result_have_texts_of_their_own() {
        assertThat(Stream.of(
                                NoticeRules.notice(Facts.marked("class-903", "student-1", 1)),
                                NoticeRules.notice(Facts.marked("class-903", "student-1", 2)),
                                NoticeRules.notice(Facts.result("class-903", "student-1", ResultState.PARTIAL)),
                                NoticeRules.notice(Facts.result("class-903", "student-1", ResultState.FINAL)))
                        .map(notice -> notice.orElseThrow())
                        .map(notice -> notice.kind() + "." + notice.facts().get("variant")))
                .containsExactly(
                        "submission-marked.", "submission-marked.again", "result-ready.partial", "result-ready.");
    }

    @Test
    void the_id_of_a_message_is_the_event_the_recipient_and_the_child() {
        Instant at = Instant.parse("2026-11-23T00:30:00Z");
        Notice notice = NoticeRules.notice(Facts.assignment("class-903")).orElseThrow();

        List<Message> messages = MessageRules.messages("event-1", notice, "九年级（3）班", recipients(notice), at);

        assertThat(messages)
                .extracting(Message::id)
                .containsExactlyInAnyOrder(
                        "event-1:student-1",
                        "event-1:mother:student-1",
                        "event-1:father:student-1",
                        "event-1:student-2",
                        "event-1:mother:student-2",
                        "event-1:student-3");
        assertThat(messages).allSatisfy(message -> {
            assertThat(message.isRead()).isFalse();
            assertThat(message.deliveredAt()).isEqualTo(at);
            assertThat(message.facts()).containsEntry("className", "九年级（3）班").containsEntry("title", "二次函数练习");
        });
        assertThat(messages)
                .filteredOn(message -> message.recipientId().equals("mother"))
                .extracting(Message::childId)
                .containsExactlyInAnyOrder("student-1", "student-2");
    }

    @Test
    void a_class_of_fifty_with_two_guardians_each_is_a_hundred_and_fifty_recipients() {
        List<String> students = IntStream.range(0, 50).mapToObj(i -> "s" + i).toList();
        Map<String, List<String>> guardians =
                students.stream().collect(java.util.stream.Collectors.toMap(s -> s, s -> List.of("m-" + s, "f-" + s)));

        assertThat(RecipientRules.recipients(new Audience.StudentsAndGuardians(), students, TEACHERS, guardians))
                .hasSize(150);
    }

    @Test
    void however_much_homework_is_missing_each_child_and_guardian_is_told_once_a_day() {
        Instant at = Instant.parse("2026-11-24T10:00:00Z");
        List<String> ids = Stream.of("assignment-1", "assignment-2")
                .map(id -> NoticeRules.notice(Facts.missing("class-903", id)).orElseThrow())
                .flatMap(notice ->
                        MessageRules.messages("event of " + notice.facts(), notice, "九年级（3）班", recipients(notice), at)
                                .stream())
                .map(Message::id)
                .toList();

        assertThat(ids).hasSize(6);
        assertThat(Set.copyOf(ids))
                .containsExactlyInAnyOrder(
                        "homework-missing:2026-11-24:student-1",
                        "homework-missing:2026-11-24:mother:student-1",
                        "homework-missing:2026-11-24:father:student-1");
    }

    private static List<Recipient> recipients(Notice notice) {
        return RecipientRules.recipients(notice.audience(), STUDENTS, TEACHERS, GUARDIANS);
    }
}
