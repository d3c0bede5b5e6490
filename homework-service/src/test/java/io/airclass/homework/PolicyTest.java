package io.airclass.homework;

import static io.airclass.testkit.Eventually.eventually;
import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.LocalRuleChangedV1;
import io.airclass.contracts.roster.RegimeChangedV1;
import io.airclass.contracts.roster.RegimePeriod;
import io.airclass.contracts.roster.RegimeStatement;
import io.airclass.kit.events.EventJson;
import io.airclass.kit.ids.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.util.context.Context;
import tools.jackson.databind.JsonNode;

/** Homework is opened by the rules in force for its class. */
class PolicyTest extends HomeworkTest {
    private static final String PRIMARY = "school-primary";
    private static final String YOUNGEST = "class-1-2";
    private static final String TEACHER_OF_THE_YOUNGEST = token("sun-laoshi", grant(Role.TEACHER, PRIMARY));
    private static final String STRICT_SCHOOL = "school-strict";
    private static final String STRICT_CLASS = "class-7-2";
    private static final String STRICT_TEACHER = token("he-laoshi", grant(Role.TEACHER, STRICT_SCHOOL));
    private static final String TURNING_SCHOOL = "school-turning";
    private static final String TURNING_CLASS = "class-7-3";
    private static final String TURNING_TEACHER = token("qian-laoshi", grant(Role.TEACHER, TURNING_SCHOOL));

    @Autowired
    EventJson events;

    @Autowired
    KafkaTemplate<String, byte[]> kafka;

    @BeforeEach
    void classes_of_three_more_schools_are_there() {
        roster.apply(schoolClass(YOUNGEST, PRIMARY, 1, Stage.PRIMARY, "sun-laoshi"), 1)
                .block();
        roster.apply(schoolClass(STRICT_CLASS, STRICT_SCHOOL, 7, Stage.JUNIOR, "he-laoshi"), 1)
                .block();
        roster.apply(schoolClass(TURNING_CLASS, TURNING_SCHOOL, 7, Stage.JUNIOR, "qian-laoshi"), 1)
                .block();
    }

    private static ClassChangedV1 schoolClass(String id, String school, int grade, Stage stage, String teacher) {
        return new ClassChangedV1(
                id,
                school,
                grade + "年级（2）班",
                grade,
                stage,
                List.of("root", COUNTY, school, id),
                List.of("dudu"),
                List.of(new ClassTeacher(teacher, "语文")),
                null,
                false);
    }

    private JsonNode refused(String token, Object body) {
        JsonNode problem = body(as(token, openCall(Ids.next(), body)), 422);
        assertThat(problem.at("/type").asString()).endsWith("/policy-broken");
        return problem;
    }

    @Test
    void first_graders_get_no_written_homework_and_the_refusal_cites_why() {
        var asked = written(YOUNGEST, 20);

        JsonNode problem = refused(TEACHER_OF_THE_YOUNGEST, asked);
        assertThat(problem.at("/rule").asString()).isEqualTo("HW-G1-2-WRITTEN");
        assertThat(problem.at("/kind").asString()).isEqualTo("homework.written.minutesPerClassDay");
        assertThat(problem.at("/value").asInt()).isEqualTo(20);
        assertThat(problem.at("/limit").asInt()).isZero();
        assertThat(problem.at("/unit").asString()).isEqualTo("MINUTES");
        assertThat(problem.at("/cite").asString()).contains("教基厅函〔2021〕13号");
        assertThat(problem.at("/detail").asString()).startsWith("本班当天书面作业共 20 分钟，上限为 0 分钟");

        asked.put("kind", "ORAL");
        body(as(TEACHER_OF_THE_YOUNGEST, openCall(Ids.next(), asked)), 201);
    }

    private Map<String, Object> written(String classId, int minutes) {
        var asked = assignment("classId", classId);
        asked.put("kind", "WRITTEN");
        asked.put("expectedMinutes", minutes);
        return asked;
    }

    @Test
    void one_assignment_does_not_take_more_than_the_day() {
        assertThat(refused(TURNING_TEACHER, written(TURNING_CLASS, 91))
                        .at("/rule")
                        .asString())
                .isEqualTo("HW-G7-9");
        body(as(TURNING_TEACHER, openCall(Ids.next(), written(TURNING_CLASS, 90))), 201);
    }

    @Test
    void a_rule_of_the_county_holds_too() {
        roster.apply(
                        new LocalRuleChangedV1(
                                "LR-0000000000000001",
                                STRICT_SCHOOL,
                                List.of("root", COUNTY, STRICT_SCHOOL),
                                "homework.written.minutesPerClassDay",
                                List.of("15"),
                                List.of(),
                                List.of(),
                                List.of(),
                                LocalDate.parse("2026-01-01"),
                                null,
                                "兴义市教育局〔2026〕12号",
                                null,
                                false),
                        1)
                .block();

        JsonNode problem = refused(STRICT_TEACHER, written(STRICT_CLASS, 20));
        assertThat(problem.at("/rule").asString()).isEqualTo("LR-0000000000000001");
        assertThat(problem.at("/cite").asString()).isEqualTo("兴义市教育局〔2026〕12号");
        opened();
    }

    @Test
    void a_changed_regime_is_acted_by_once_its_event_has_come() {
        var byPhone = assignment("phoneRequired", true);
        byPhone.put("classId", TURNING_CLASS);
        assertThat(refused(TURNING_TEACHER, byPhone).at("/rule").asString()).isEqualTo("HW-PHONE");

        for (long sequence = 1; sequence <= 2; sequence++) {
            boolean online = sequence == 1;
            told(
                    sequence,
                    new RegimeChangedV1(
                            TURNING_SCHOOL,
                            List.of(new RegimePeriod(
                                    online ? RegimeStatement.ONLINE : RegimeStatement.NORMAL,
                                    Instant.now().minusSeconds(60),
                                    null))));
            eventually(() -> body(as(TURNING_TEACHER, openCall(Ids.next(), byPhone)), online ? 201 : 422));
        }
    }

    private void told(long sequence, RegimeChangedV1 event) {
        events.entries(List.of(event), sequence, Instant.now(), Context.empty())
                .forEach(entry -> kafka.send(events.record(entry.asDocument())).join());
    }
}
