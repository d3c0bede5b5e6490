package io.airclass.system.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.launcher.Suite.Service;
import io.airclass.launcher.demo.ApiClient;
import io.airclass.launcher.demo.Call;
import io.airclass.launcher.demo.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(3)
class FaultsIT {
    private static final String HOMEWORK = "airclass.homework.v1";
    private static final Duration BROKER_AWAY = Duration.ofSeconds(30);

    private final SuiteUnderTest suite = SuiteUnderTest.shared();
    private final Topic homework = new Topic(suite.bootstrapServers(), HOMEWORK);
    private ApiClient client;
    private School school;
    private Session teacher;
    private Session student;

    @BeforeEach
    void sign_in() {
        client = new ApiClient(suite.gateway());
        school = new School(client);
        teacher = school.signIn("teacher");
        student = school.signIn("student");
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void an_event_that_was_saved_but_not_sent_when_the_service_was_killed_arrives_once_after_its_restart() {
        suite.stopBroker();
        var assignment = school.assign(teacher, "断电前布置的作业");
        suite.kill(Service.HOMEWORK);
        suite.restartBroker();
        assertThat(school.timesTold(student, assignment)).isZero();

        suite.restart(Service.HOMEWORK);

        Poll.until("the student is told", () -> school.timesTold(student, assignment) > 0);
        barrier();
        assertThat(school.timesTold(student, assignment)).isOne();
    }

    @Test
    void an_event_that_was_sent_but_not_acknowledged_when_the_service_was_killed_is_told_once() {
        suite.pauseBroker();
        var assignment = school.assign(teacher, "发送途中断电的作业");
        suite.kill(Service.HOMEWORK);
        suite.resumeBroker();

        suite.restart(Service.HOMEWORK);

        Poll.until("the student is told", () -> school.timesTold(student, assignment) > 0);
        barrier();
        assertThat(school.timesTold(student, assignment)).isOne();
    }

    @Test
    void commands_go_on_while_the_broker_is_away_for_30_seconds_and_notices_arrive_after() {
        suite.stopBroker();
        long start = System.nanoTime();
        var first = school.assign(teacher, "消息中断时的作业一");
        var handedIn = school.handIn(student, first, "已完成");
        assertThat(handedIn.status()).as(handedIn.brief()).isEqualTo(200);
        Poll.until("30 seconds are over", () -> System.nanoTime() - start > BROKER_AWAY.toNanos());
        var second = school.assign(teacher, "消息中断时的作业二");
        assertThat(school.timesTold(student, first)).isZero();

        suite.restartBroker();

        Poll.until("both are told", () -> school.timesTold(student, first) + school.timesTold(student, second) == 2);
        barrier();
        assertThat(school.timesTold(student, first)).isOne();
        assertThat(school.timesTold(student, second)).isOne();
    }

    @Test
    void a_record_that_comes_three_times_and_behind_a_later_one_is_told_once() {
        var first = school.assign(teacher, "重复投递的作业");
        var later = school.assign(teacher, "随后的作业");
        Poll.until("both are told", () -> school.timesTold(student, first) + school.timesTold(student, later) == 2);
        var record = homework.first(each -> isAbout(each, first));

        homework.repeat(record);
        homework.repeat(homework.first(each -> isAbout(each, later)));
        homework.repeat(record);

        barrier();
        assertThat(school.timesTold(student, first)).isOne();
        assertThat(school.timesTold(student, later)).isOne();
    }

    @Test
    void an_older_state_of_a_class_that_comes_late_does_not_undo_the_newer_one() {
        var classes = new Topic(suite.bootstrapServers(), "airclass.roster.classes.v1");
        var current = classes.first(each -> school.classId().equals(each.key()));
        var emptied = new String(current.value(), StandardCharsets.UTF_8)
                .replaceFirst("\"studentIds\":\\[[^]]*]", "\"studentIds\":[]")
                .replaceFirst("\"teachers\":\\[[^]]*]", "\"teachers\":[]");
        assertThat(emptied).contains("\"studentIds\":[]", "\"teachers\":[]");

        classes.repeatWith(
                current,
                emptied.getBytes(StandardCharsets.UTF_8),
                Map.of("ce_sequence", "0", "ce_id", UUID.randomUUID().toString()));
        classes.repeat(current);

        for (int i = 0; i < 3; i++) {
            barrier();
        }
    }

    @Test
    void a_poison_record_goes_to_the_dead_letters_and_the_next_record_is_handled() {
        var before = school.assign(teacher, "坏消息之前的作业");
        var partition = homework.first(each -> isAbout(each, before)).partition();
        var rubbish = ("rubbish " + before).getBytes(StandardCharsets.UTF_8);

        homework.sendRubbish(partition, school.classId(), rubbish);

        barrier();
        var dead = new Topic(suite.bootstrapServers(), HOMEWORK + ".dlt").first(each -> isAbout(each, before));
        assertThat(dead.value()).isEqualTo(rubbish);
    }

    @Test
    void the_routes_of_a_service_that_is_down_answer_503_within_a_second_and_all_others_work() {
        var path = Call.get("/api/me/exams").as(student);
        suite.kill(Service.EXAM);
        try {
            Poll.until("the breaker is open", () -> {
                var answer = client.send(path);
                return answer.status() == 503 && answer.took().compareTo(Duration.ofSeconds(1)) < 0;
            });
            for (int i = 0; i < 10; i++) {
                var answer = client.send(path);
                assertThat(answer.status()).as(answer.brief()).isEqualTo(503);
                assertThat(answer.took()).isLessThan(Duration.ofSeconds(1));
                assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
                assertThat(answer.header("Retry-After")).matches("\\d+");
            }
            for (var other : new String[] {
                "/api/me", "/api/me/assignments", "/api/me/notifications", "/api/me/lessons?date=2026-11-23"
            }) {
                var answer = client.send(Call.get(other).as(student));
                assertThat(answer.status()).as(other + " " + answer.brief()).isEqualTo(200);
            }
        } finally {
            suite.restart(Service.EXAM);
        }
        Poll.until("the route is back", () -> client.send(path).status() == 200);
    }

    @Test
    void a_database_that_is_killed_has_everything_that_was_acknowledged_and_the_suite_recovers_by_itself() {
        var before = new ArrayList<String>();
        for (int i = 1; i <= 10; i++) {
            before.add(school.assign(teacher, "断电前的作业" + i));
        }
        suite.killDatabase();
        var refused = client.send(Call.get("/api/me/assignments").as(student));
        assertThat(refused.status()).as(refused.brief()).isEqualTo(503);

        suite.restartDatabase();

        Poll.until(
                "reads are answered",
                () -> client.send(Call.get("/api/me/assignments").as(student)).status() == 200);
        for (String assignment : before) {
            var answer = client.send(Call.get("/api/assignments/" + assignment).as(student));
            assertThat(answer.status()).as(answer.brief()).isEqualTo(200);
            Poll.until("it is told", () -> school.timesTold(student, assignment) == 1);
        }
    }

    /** Records of one class are handled in order: when this assignment is told, everything sent before it has been handled. */
    private void barrier() {
        var assignment = school.assign(teacher, "顺序标记");
        Poll.until("the marker is told", () -> school.timesTold(student, assignment) > 0);
    }

    private static boolean isAbout(ConsumerRecord<String, byte[]> record, String id) {
        return new String(record.value(), StandardCharsets.UTF_8).contains(id);
    }
}
