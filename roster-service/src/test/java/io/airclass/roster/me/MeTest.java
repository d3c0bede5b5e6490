package io.airclass.roster.me;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.DatabaseGuard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the most frequent readings ask of the database, places being in memory. */
class MeTest extends RosterServiceTest {
    private static final List<String> COLLECTIONS = List.of("people", "orgs", "classes");

    @Autowired
    DatabaseGuard database;

    @BeforeEach
    void a_school_is_there() {
        imported(Zips.school());
    }

    private Map<String, Long> questions() {
        var asked = new HashMap<String, Long>();
        COLLECTIONS.forEach(collection -> asked.put(collection, database.questions(collection)));
        return asked;
    }

    /** Other work of the service may ask between two counts: then it is counted anew. */
    @ParameterizedTest
    @CsvSource({
        "student-1, STUDENT@school-1, /api/me, 1",
        "teacher-1, TEACHER@school-1, /api/me, 1",
        "guardian-1, GUARDIAN@school-1, /api/me, 2",
        "teacher-1, TEACHER@school-1, /api/classes/class-1/members, 1",
        "student-1, STUDENT@school-1, /api/classes/class-1/members, 1"
    })
    void a_frequent_reading_asks_for_people_only(String person, String grant, String path, long ofPeople) {
        var token = issuer.token(person, grant);

        eventually(() -> {
            get(token, path).expectStatus().isOk();
            var before = questions();
            get(token, path).expectStatus().isOk();
            var after = questions();
            COLLECTIONS.forEach(collection -> assertThat(after.get(collection) - before.get(collection))
                    .as(collection)
                    .isEqualTo(collection.equals("people") ? ofPeople : 0));
        });
    }

    @Test
    void what_was_written_here_is_read_here_at_once() {
        for (var title : List.of("高一（1）班", "高一（实验）班", "高一（1）班")) {
            var files = Zips.school();
            files.put("classes.csv", files.get("classes.csv").replace("高一（1）班", title));
            assertThat(imported(files).get("state").asString()).isEqualTo("DONE");

            var me = ok(get(issuer.token("student-1", "STUDENT@school-1"), "/api/me"));

            assertThat(me.toString()).contains(title);
        }
    }
}
