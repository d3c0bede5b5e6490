package io.airclass.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.exam.ResultState;
import io.airclass.notification.inbox.Message;
import io.airclass.notification.inbox.MessageTexts;
import io.airclass.notification.inbox.MessageView;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextsOfEveryFactTest {
    private static final Instant AT = Instant.parse("2026-11-23T00:30:00Z");

    private final MessageTexts texts = new MessageTexts(ZoneId.of("Asia/Shanghai"));

    static List<Notice> notices() {
        return Stream.of(
                        NoticeRules.notice(Facts.timetable("class-903")),
                        NoticeRules.notice(Facts.assignment("class-903")),
                        NoticeRules.notice(Facts.marked("class-903", "student-1", 1)),
                        NoticeRules.notice(Facts.marked("class-903", "student-1", 2)),
                        NoticeRules.notice(Facts.markedByLevel("class-903", "优")),
                        NoticeRules.notice(Facts.markedByLevel("class-903", null)),
                        NoticeRules.notice(Facts.returned("class-903")),
                        NoticeRules.notice(Facts.moreTime("class-903")),
                        NoticeRules.notice(Facts.withdrawn("class-903")),
                        NoticeRules.notice(Facts.missing("class-903", "assignment-1")),
                        NoticeRules.notice(Facts.exam("class-903")),
                        NoticeRules.notice(Facts.result("class-903", "student-1", ResultState.PARTIAL)),
                        NoticeRules.notice(Facts.result("class-903", "student-1", ResultState.FINAL)))
                .map(notice -> notice.orElseThrow())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("notices")
    void every_notice_reads_well_in_both_languages_for_the_person_and_for_a_guardian(Notice notice) {
        for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            for (Message message : messages(notice)) {
                MessageView view = texts.view(message, locale);
                assertThat(view.title()).isNotBlank().doesNotContain("{", "}", "null");
                assertThat(view.text()).isNotBlank().doesNotContain("{", "}", "null");
                assertThat(view.text()).doesNotContain("2026-11-2");
            }
        }
    }

    @Test
    void the_text_of_an_assignment() {
        List<Message> messages = messages(notices().get(1));

        MessageView student = texts.view(messages.getFirst(), Locale.SIMPLIFIED_CHINESE);
        assertThat(student.title()).isEqualTo("新作业：二次函数练习");
        assertThat(student.text()).isEqualTo("九年级（3）班布置了数学作业《二次函数练习》，请在11月24日 20:00前提交。");
        assertThat(student.childId()).isNull();
        assertThat(student.kind()).isEqualTo("assignment-opened");
        assertThat(student.about()).isEqualTo("assignment-1");
        assertThat(student.link()).isEqualTo("/api/assignments/assignment-1");

        MessageView guardian = texts.view(messages.getLast(), Locale.ENGLISH);
        assertThat(guardian.title()).isEqualTo("Your child has new homework: 二次函数练习");
        assertThat(guardian.text())
                .isEqualTo("九年级（3）班 has mathematics homework, “二次函数练习”."
                        + " Please remind your child to hand it in by 24 November 20:00.");
        assertThat(guardian.childId()).isEqualTo("student-1");
    }

    @Test
    void the_text_of_a_mark() {
        MessageView view = texts.view(messages(notices().get(2)).getFirst(), Locale.SIMPLIFIED_CHINESE);

        assertThat(view.text()).isEqualTo("你的作业《二次函数练习》已批改，得分87.5（满分100）。");
    }

    @Test
    void a_title_cannot_smuggle_in_a_place_that_is_filled() {
        Message message = Message.unread(
                "m",
                "student-1",
                null,
                "assignment-opened",
                "/api/assignments/a",
                java.util.Map.of("title", "{dueAt} $1 \\", "subject", "数学", "className", "班", "dueAt", AT.toString()),
                AT);

        assertThat(texts.view(message, Locale.ENGLISH).title()).isEqualTo("New homework: {dueAt} $1 \\");
    }

    @Test
    void both_languages_have_the_same_texts_and_none_that_no_notice_uses() throws IOException {
        TreeSet<String> used = new TreeSet<>();
        notices().forEach(notice -> Stream.of(".title", ".text", ".child.title", ".child.text")
                .forEach(part -> used.add(notice.kind() + variant(notice) + part)));

        assertThat(keys("zh_CN")).isEqualTo(used);
        assertThat(keys("en")).isEqualTo(used);
    }

    private static String variant(Notice notice) {
        String variant = notice.facts().getOrDefault("variant", "");
        return variant.isEmpty() ? "" : "." + variant;
    }

    private static TreeSet<String> keys(String language) throws IOException {
        Properties texts = new Properties();
        try (var in = new InputStreamReader(
                MessageTexts.class.getResourceAsStream("/texts/messages_" + language + ".properties"),
                java.nio.charset.StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        TreeSet<String> keys = new TreeSet<>(texts.stringPropertyNames());
        keys.removeIf(key -> key.startsWith("subject."));
        return keys;
    }

    private static List<Message> messages(Notice notice) {
        return MessageRules.messages(
                "event-1",
                notice,
                "九年级（3）班",
                List.of(new Recipient.Self("student-1"), new Recipient.Guardian("guardian-1", "student-1")),
                AT);
    }
}
