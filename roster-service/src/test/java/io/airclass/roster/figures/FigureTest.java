package io.airclass.roster.figures;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A prefecture and a province as the documents have them; every organisation's figures are the sum of its children's. */
class FigureTest extends RosterServiceTest {
    private static final List<String> COUNTIES =
            List.of("xingyi", "xingren", "puan", "qinglong", "zhenfeng", "wangmo", "ceheng", "anlong", "yilong");

    @Autowired
    FigureRepository repository;

    @Autowired
    Database database;

    private final Map<String, String> files = new LinkedHashMap<>();
    private final StringBuilder orgs = new StringBuilder(Zips.ORGS_HEADER);
    private final StringBuilder classes = new StringBuilder(Zips.CLASSES_HEADER);
    private final StringBuilder users = new StringBuilder(Zips.USERS_HEADER);
    private final StringBuilder enrolments = new StringBuilder(Zips.ENROLLMENTS_HEADER);

    private void org(String id, String name, String parent, String type, String managing) {
        orgs.append("%s,,,%s,%s,,%s,%s,,,%s\n"
                .formatted(id, name, type.equals("school") ? "school" : "district", parent, type, managing));
    }

    /** With so many classes of two students each, and one teacher for all of them. */
    private void school(String id, String parent, String type, String managing, int classCount) {
        org(id, id + "学校", parent, type, managing);
        users.append(Zips.user("t-" + id, "", "陈", "静", "", ""));
        for (int number = 1; number <= classCount; number++) {
            String schoolClass = id + "-c" + number;
            classes.append("%s,,,七（%d）班,07,,,homeroom,,%s,,,,,\n".formatted(schoolClass, number, id));
            enrolments.append("e-%s-t,,,%s,%s,t-%s,teacher,true,,,数学\n".formatted(schoolClass, schoolClass, id, id));
            for (int student = 1; student <= 2; student++) {
                users.append(Zips.user(schoolClass + "-s" + student, "", "李", "明", "", ""));
                enrolments.append(
                        "e-%1$s-%2$d,,,%1$s,%3$s,%1$s-s%2$d,student,,,,\n".formatted(schoolClass, student, id));
            }
        }
    }

    @BeforeEach
    void the_trees_are_there() {
        org("f-guizhou", "贵州省", "", "province", "");
        org("f-qianxinan", "黔西南州", "f-guizhou", "prefecture", "");
        for (String county : COUNTIES) {
            String type = county.equals("yilong") ? "functional-zone" : "county";
            org("f-" + county, county, "f-qianxinan", type, "");
            org("f-" + county + "-town", county + "镇", "f-" + county, "township", "");
            school("f-" + county + "-1", "f-" + county, "school", "", 2);
            school("f-" + county + "-2", "f-" + county + "-town", "school", "", 1);
            school("f-" + county + "-point", "f-" + county + "-2", "teaching-point", "", 1);
        }
        school("f-state-high", "f-xingyi", "school", "f-qianxinan", 3);
        org("f-henan", "河南省", "", "province", "");
        org("f-zhengzhou", "郑州市", "f-henan", "prefecture", "");
        org("f-jinshui", "金水区", "f-zhengzhou", "county", "");
        school("f-jinshui-1", "f-jinshui", "school", "", 2);
        org("f-gongyi", "巩义市（省直管）", "f-henan", "county", "");
        school("f-gongyi-1", "f-gongyi", "school", "", 1);
        org("f-jiyuan", "济源示范区", "f-henan", "functional-zone", "");
        school("f-jiyuan-1", "f-jiyuan", "school", "", 1);
        org("f-transport", "河南省交通运输厅", "f-henan", "authority", "");
        school("f-transport-voc", "f-jinshui", "school", "f-transport", 4);
        files.put("orgs.csv", orgs.toString());
        files.put("classes.csv", classes.toString());
        files.put("users.csv", users.toString());
        files.put("enrollments.csv", enrolments.toString());
        JsonNode report = imported(files);
        assertThat(report.get("errorCount").asLong()).as(report.toString()).isZero();
    }

    private JsonNode figures(String org) {
        return ok(get(admin(), "/api/orgs/{id}/figures", org));
    }

    /** Its own classes count in a school's figures and in no child's. */
    private Figures sumChecked(String org, boolean school) {
        JsonNode read = figures(org);
        Figures all = figures(read.get("figures"));
        Figures children = Figures.NONE;
        for (JsonNode child : read.get("children")) {
            Figures shown = figures(child.get("figures"));
            String id = child.get("orgId").asString();
            assertThat(sumChecked(id, id.matches(".*-(\\d|point|high|voc)")))
                    .as(id)
                    .isEqualTo(shown);
            children = children.plus(shown);
        }
        if (!school) {
            assertThat(children).as("Σ children of " + org).isEqualTo(all);
        }
        return all;
    }

    private static Figures figures(JsonNode node) {
        return new Figures(
                node.get("schools").asLong(),
                node.get("teachingPoints").asLong(),
                node.get("classes").asLong(),
                node.get("students").asLong(),
                node.get("teachers").asLong());
    }

    private void counted() {
        eventually(() -> {
            assertThat(figures(figures("f-guizhou").get("figures"))).isEqualTo(new Figures(19, 9, 39, 78, 28));
            assertThat(figures(figures("f-henan").get("figures"))).isEqualTo(new Figures(4, 0, 8, 16, 4));
            assertThat(figures("f-guizhou").get("waiting").asLong()).isZero();
        });
    }

    @Test
    void every_sum_is_exact_in_a_prefecture_with_a_zone_and_in_a_province_of_many_depths() {
        counted();

        sumChecked("f-guizhou", false);
        sumChecked("f-henan", false);
    }

    @Test
    void a_school_of_the_prefecture_that_lies_in_a_county_counts_once_and_not_in_the_county() {
        counted();

        assertThat(figures("f-xingyi").at("/figures/schools").asLong()).isEqualTo(2);
        assertThat(figures("f-qianxinan").get("children").findValuesAsString("orgId"))
                .contains("f-state-high", "f-yilong")
                .hasSize(10);
        assertThat(problem(get(issuer.token("x", "TEACHING_OFFICER@f-xingyi"), "/api/orgs/f-state-high"), 404))
                .isEqualTo("not-found");
        assertThat(ok(get(admin(), "/api/orgs/f-state-high")).get("parentId").asString())
                .isEqualTo("f-xingyi");
        assertThat(ok(get(admin(), "/api/orgs/f-xingyi/children")).get("items").findValuesAsString("id"))
                .doesNotContain("f-state-high");
    }

    @Test
    void a_school_that_changes_while_it_is_counted_is_counted_again() {
        counted();
        Instant lease = Instant.parse("2030-01-01T00:00:00Z");
        repository.touch(List.of("f-gongyi-1"), Instant.EPOCH.plusMillis(1)).block();
        var due = repository
                .due(Instant.now(), 50)
                .filter(school -> school.id().equals("f-gongyi-1"))
                .blockFirst();
        if (due != null && repository.claim(due, lease).block()) {
            assertThat(repository.claim(due, lease).block())
                    .as("a second claim")
                    .isFalse();
            repository.touch(List.of("f-gongyi-1"), Instant.EPOCH.plusMillis(2)).block();
            assertThat(repository.settle(due, lease).block()).isFalse();
        }

        counted();
    }
}
