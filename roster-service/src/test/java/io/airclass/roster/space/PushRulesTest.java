package io.airclass.roster.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.decide.Decision;
import io.airclass.roster.platform.TestApps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PushRulesTest {
    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");
    private static final List<String> GUIZHOU = List.of("root", "guizhou");
    private static final List<String> SCHOOL = List.of("root", "guizhou", "xingyi", "school-1");
    private static final Caller OFFICER =
            new Caller("officer-1", "", List.of(new Grant(Role.ORG_ADMINISTRATOR, "guizhou")), AT);
    private static final Place SENIOR = new Place("student-1", Role.STUDENT, SCHOOL, Stage.SENIOR, 10L);

    private static PushedItem item(String id, String address, List<Stage> stages, List<Long> grades) {
        return new PushedItem(
                id,
                "同步课堂 语文",
                "class",
                address,
                stages,
                grades,
                "语文",
                AT,
                AT.plusSeconds(60),
                "officer-1",
                AT,
                "hash",
                null);
    }

    private static PushedItem item(String id) {
        return item(id, null, List.of(), List.of());
    }

    private static String outcome(Pushes known, PushedItem item) {
        return outcome(PushRules.push(known, OFFICER, GUIZHOU, item, TestApps.opening("guizhou"), AT));
    }

    private static String outcome(Decision<Pushes> decision) {
        return switch (decision) {
            case Decision.Accepted<Pushes> _ -> "accepted";
            case Decision.Unchanged<Pushes> _ -> "unchanged";
            case Decision.Rejected<Pushes> rejected -> rejected.rejection().slug();
        };
    }

    private static List<PushRules.Seen> seen(PushedItem item, Place place, Instant at) {
        return PushRules.seen(
                List.of(place), Map.of("guizhou", new Pushes(List.of(item))), TestApps.opening("guizhou"), at);
    }

    @Test
    void an_address_is_pushed_only_where_the_app_s_record_allows_it() {
        assertThat(outcome(Pushes.NONE, item("a"))).isEqualTo("accepted");
        assertThat(outcome(Pushes.NONE, item("a", "https://class.example.cn/1", List.of(), List.of())))
                .isEqualTo("accepted");
        assertThat(outcome(Pushes.NONE, item("a", "https://evil.example/1", List.of(), List.of())))
                .isEqualTo("app-address-unfit");
        assertThat(outcome(PushRules.push(Pushes.NONE, OFFICER, GUIZHOU, item("a"), TestApps.closed("guizhou"), AT)))
                .isEqualTo("push-app-unfit");
        assertThat(outcome(PushRules.push(Pushes.NONE, OFFICER, GUIZHOU, item("a"), TestApps.opening("xingyi"), AT)))
                .isEqualTo("push-app-unfit");
    }

    @ParameterizedTest
    @CsvSource({"0,push-times-unfit", "1,accepted", "34560000,accepted", "34560001,push-times-unfit"})
    void an_item_has_an_end_within_four_hundred_days(long seconds, String expected) {
        var item = new PushedItem(
                "a", "课", "class", null, List.of(), List.of(), null, AT, AT.plusSeconds(seconds), "o", AT, "h", null);
        assertThat(Duration.ofSeconds(34560000)).isEqualTo(PushRules.AGE_MAX);
        assertThat(outcome(Pushes.NONE, item)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"课堂\u202Egnp,push-text-unfit", "课\u0000堂,push-text-unfit", "😀👩‍🏫 课堂,accepted", "درس,accepted"})
    void a_title_shows_what_it_is(String title, String expected) {
        var item = new PushedItem(
                "a", title, "class", null, List.of(), List.of(), null, AT, AT.plusSeconds(9), "o", AT, "h", null);
        assertThat(outcome(Pushes.NONE, item)).isEqualTo(expected);
    }

    @Test
    void two_hundred_stand_and_not_one_more_and_a_repeat_is_known() {
        var full = new Pushes(IntStream.range(0, PushRules.STANDING_MAX)
                .mapToObj(i -> item("item-" + i))
                .toList());
        assertThat(outcome(full, item("more"))).isEqualTo("pushed-items-too-many");
        assertThat(outcome(full, item("item-7"))).isEqualTo("unchanged");
        var withdrawn = full.with(item("item-7").withdrawn(AT));
        assertThat(outcome(withdrawn, item("more"))).isEqualTo("accepted");
        assertThat(outcome(withdrawn, item("item-7")))
                .as("a repeat does not push again what was withdrawn")
                .isEqualTo("unchanged");
    }

    @Test
    void what_is_over_goes_after_a_day() {
        Instant later = AT.plus(PushRules.KEPT).plusSeconds(61);
        var old = new Pushes(List.of(item("old")));
        var fresh = new PushedItem(
                "new",
                "课",
                "class",
                null,
                List.of(),
                List.of(),
                null,
                later,
                later.plusSeconds(9),
                "o",
                later,
                "h",
                null);
        var decision = PushRules.push(old, OFFICER, GUIZHOU, fresh, TestApps.opening("guizhou"), later);
        assertThat(((Decision.Accepted<Pushes>) decision).next().items())
                .extracting(PushedItem::id)
                .containsExactly("new");
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "0,1", "59,1", "60,0"})
    void an_item_is_seen_from_its_beginning_to_before_its_end(long seconds, int expected) {
        assertThat(seen(item("a"), SENIOR, AT.plusSeconds(seconds))).hasSize(expected);
    }

    @Test
    void an_item_is_seen_at_its_stage_and_grade_by_staff_without_classes_always_and_nowhere_else() {
        var tenth = item("a", null, List.of(Stage.SENIOR), List.of(10L, 11L));
        assertThat(seen(tenth, SENIOR, AT)).hasSize(1);
        assertThat(seen(tenth, new Place("s", Role.STUDENT, SCHOOL, Stage.SENIOR, 12L), AT))
                .isEmpty();
        assertThat(seen(tenth, new Place("s", Role.STUDENT, SCHOOL, Stage.VOCATIONAL, 10L), AT))
                .isEmpty();
        assertThat(seen(tenth, new Place("s", Role.STUDENT, SCHOOL, null, null), AT))
                .isEmpty();
        assertThat(seen(item("b"), new Place("s", Role.STUDENT, SCHOOL, null, null), AT))
                .hasSize(1);
        assertThat(seen(tenth, new Place("p", Role.PRINCIPAL, SCHOOL, null, null), AT))
                .hasSize(1);
        assertThat(seen(tenth, new Place("s", Role.STUDENT, List.of("root", "yunnan", "s-2"), Stage.SENIOR, 10L), AT))
                .isEmpty();
    }

    @Test
    void an_item_goes_with_its_app_wherever_the_nearest_word_closes_it() {
        var apps = TestApps.both("guizhou", "xingyi");
        assertThat(PushRules.seen(List.of(SENIOR), Map.of("guizhou", new Pushes(List.of(item("a")))), apps, AT))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(OrgType.class)
    void a_province_prefecture_county_or_zone_pushes(OrgType type) {
        boolean bureau =
                switch (type) {
                    case PROVINCE, PREFECTURE, COUNTY, FUNCTIONAL_ZONE -> true;
                    case AUTHORITY, TOWNSHIP, SCHOOL, TEACHING_POINT -> false;
                };
        assertThat(PushRules.refusal(type).isEmpty()).isEqualTo(bureau);
    }
}
