package io.airclass.schedule.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceEnd;
import io.airclass.contracts.schedule.ResourcePublishedV1;
import io.airclass.contracts.schedule.ResourceType;
import io.airclass.contracts.schedule.ResourceWithdrawnV1;
import io.airclass.contracts.schedule.TvLessonAnnouncedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.schedule.catalogue.Resource.Approved;
import io.airclass.schedule.catalogue.Resource.Draft;
import io.airclass.schedule.catalogue.Resource.Returned;
import io.airclass.schedule.catalogue.Resource.Submitted;
import io.airclass.schedule.catalogue.Resource.Withdrawn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceRulesTest {
    private static final Instant AT = Instant.parse("2026-02-17T00:00:00Z");
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Origin ORIGIN = new Origin("xingyi", List.of("root", "xingyi"), "wang-fang", AT);

    private static Item item(Instant from, Instant until) {
        return new Item(
                Stage.JUNIOR,
                List.of(7),
                "数学",
                ResourceType.CLOUD_CLASS,
                "人教版",
                new Unit(7, "七年级上册 第一单元"),
                "有理数的加法",
                "",
                20,
                new Source.Link("https://ykt.eduyun.cn/1"),
                from,
                until);
    }

    private static Stored<Resource> stored(Resource resource) {
        return new Stored<>("resource-1", 3, resource);
    }

    private static Caller caller(String id, Role role, String org) {
        return new Caller(id, "", List.of(new Grant(role, org)), AT);
    }

    private static final Caller REVIEWER = caller("li-qiang", Role.TEACHING_OFFICER, "xingyi");

    private static Resource next(Decision<Resource> decision) {
        return ((Decision.Accepted<Resource>) decision).next();
    }

    private static List<PublishedEvent> events(Decision<Resource> decision) {
        return ((Decision.Accepted<Resource>) decision).events();
    }

    private static String refusal(Decision<Resource> decision) {
        return ((Decision.Rejected<Resource>) decision).rejection().slug();
    }

    private static Decision<Resource> approved(Item item, Instant at) {
        return ResourceRules.approve(stored(new Submitted(item, ORIGIN, "wang-fang", AT)), REVIEWER, at);
    }

    @Test
    void what_was_approved_is_offered_at_once_and_that_is_told() {
        var decision = approved(item(null, null), AT);
        var next = (Approved) next(decision);
        assertThat(next.isOffered()).isTrue();
        assertThat(next.offeredAt()).isEqualTo(AT);
        assertThat(next.edgeAt()).isNull();
        assertThat(events(decision)).singleElement().isInstanceOfSatisfying(ResourcePublishedV1.class, told -> {
            assertThat(told.orgId()).isEqualTo("xingyi");
            assertThat(told.unit()).isEqualTo("七年级上册 第一单元");
        });
    }

    @Test
    void a_programme_on_television_is_told_with_channel_and_time_before_it_is_shown() {
        var starts = AT.plus(Duration.ofDays(3));
        var was = item(null, null);
        var decision = approved(
                new Item(
                        was.stage(),
                        was.grades(),
                        was.subject(),
                        ResourceType.TV,
                        null,
                        null,
                        was.title(),
                        "",
                        20,
                        new Source.Broadcast("CETV-4", starts, starts.plusSeconds(1200)),
                        null,
                        starts.plusSeconds(1200)),
                AT);

        assertThat(events(decision))
                .hasSize(2)
                .last()
                .isEqualTo(new TvLessonAnnouncedV1(
                        "resource-1",
                        "xingyi",
                        List.of("root", "xingyi"),
                        Stage.JUNIOR,
                        List.of(7),
                        "数学",
                        "有理数的加法",
                        "CETV-4",
                        starts,
                        starts.plusSeconds(1200)));
        var shown = (Approved) next(decision);
        assertThat(shown.airing()).startsWith("xingyi/JUNIOR/");
        var over = (Approved) next(ResourceRules.atEdge(stored(shown), starts.plusSeconds(1200)));
        assertThat(over.isOffered()).isFalse();
        assertThat(over.airing()).as("the day has it still").isEqualTo(shown.airing());
    }

    @Test
    void before_its_time_it_waits_and_nothing_is_told() {
        var decision = approved(item(AT, null), AT.minus(MILLI));
        assertThat(((Approved) next(decision)).isOffered()).isFalse();
        assertThat(((Approved) next(decision)).edgeAt()).isEqualTo(AT.toEpochMilli());
        assertThat(events(decision)).isEmpty();
        assertThat(((Approved) next(approved(item(AT, null), AT))).isOffered()).isTrue();
    }

    @Test
    void its_time_begins_and_ends_to_the_millisecond() {
        var until = AT.plusSeconds(60);
        var waiting = next(approved(item(AT, until), AT.minusSeconds(9)));
        assertThat(ResourceRules.atEdge(stored(waiting), AT.minus(MILLI))).isInstanceOf(Decision.Unchanged.class);
        var begun = ResourceRules.atEdge(stored(waiting), AT);
        assertThat(events(begun)).singleElement().isInstanceOf(ResourcePublishedV1.class);
        var offered = (Approved) next(begun);
        assertThat(offered.edgeAt()).isEqualTo(until.toEpochMilli());
        assertThat(ResourceRules.isOffered(offered, until.minus(MILLI))).isTrue();
        assertThat(ResourceRules.isOffered(offered, until)).isFalse();
        assertThat(ResourceRules.atEdge(stored(offered), until.minus(MILLI))).isInstanceOf(Decision.Unchanged.class);
        var over = ResourceRules.atEdge(stored(offered), until);
        assertThat(events(over)).singleElement().isInstanceOfSatisfying(ResourceWithdrawnV1.class, told -> assertThat(
                        told.reason())
                .isEqualTo(ResourceEnd.EXPIRED));
        assertThat(((Approved) next(over)).isOffered()).isFalse();
        assertThat(ResourceRules.atEdge(stored(next(over)), until.plusSeconds(9)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void a_time_that_nobody_looked_at_passes_in_one_step() {
        var waiting = next(approved(item(AT, AT.plusSeconds(60)), AT.minusSeconds(9)));
        var late = ResourceRules.atEdge(stored(waiting), AT.plusSeconds(61));
        assertThat(events(late)).isEmpty();
        assertThat(((Approved) next(late)).edgeAt()).isNull();
    }

    @Test
    void what_is_over_is_not_approved() {
        assertThat(refusal(approved(item(null, AT), AT))).isEqualTo("resource-time-over");
        assertThat(next(approved(item(null, AT.plus(MILLI)), AT))).isInstanceOf(Approved.class);
    }

    @Test
    void nobody_reviews_their_own() {
        var author = caller("wang-fang", Role.TEACHING_OFFICER, "xingyi");
        var submitted = stored(new Submitted(item(null, null), ORIGIN, "wang-fang", AT));
        assertThat(refusal(ResourceRules.approve(submitted, author, AT))).isEqualTo("review-of-own");
        assertThat(refusal(ResourceRules.sendBack(submitted, author, "请补充", AT)))
                .isEqualTo("review-of-own");
        assertThat(next(ResourceRules.sendBack(submitted, REVIEWER, "请补充", AT))).isInstanceOf(Returned.class);
    }

    @Test
    void only_what_was_submitted_is_reviewed() {
        var offered = next(approved(item(null, null), AT));
        for (Resource other : List.of(new Draft(item(null, null), ORIGIN), offered)) {
            assertThat(refusal(ResourceRules.approve(stored(other), REVIEWER, AT)))
                    .isEqualTo("resource-not-submitted");
        }
    }

    @Test
    void what_is_changed_is_looked_at_again_and_not_offered_meanwhile() {
        var offered = next(approved(item(null, null), AT));
        var edited = ResourceRules.edit(stored(offered), item(null, AT.plusSeconds(5)));
        assertThat(next(edited)).isInstanceOf(Draft.class);
        assertThat(events(edited)).singleElement().isInstanceOfSatisfying(ResourceWithdrawnV1.class, told -> assertThat(
                        told.reason())
                .isEqualTo(ResourceEnd.EDITED));
        assertThat(events(ResourceRules.edit(stored(next(edited)), item(null, null))))
                .isEmpty();
    }

    @Test
    void what_was_withdrawn_stays_so() {
        var offered = next(approved(item(null, null), AT));
        var withdrawn = ResourceRules.withdraw(stored(offered), "li-qiang", "内容有误", AT);
        assertThat(events(withdrawn)).singleElement().isInstanceOf(ResourceWithdrawnV1.class);
        var gone = stored(next(withdrawn));
        assertThat(gone.value()).isInstanceOf(Withdrawn.class);
        assertThat(ResourceRules.withdraw(gone, "li-qiang", "内容有误", AT)).isInstanceOf(Decision.Unchanged.class);
        assertThat(refusal(ResourceRules.edit(gone, item(null, null)))).isEqualTo("resource-withdrawn");
        assertThat(refusal(ResourceRules.submit(gone, "wang-fang", AT))).isEqualTo("resource-withdrawn");
    }

    @ParameterizedTest
    @CsvSource({
        "TEACHER, school, SCHOOL, true",
        "HEAD_TEACHER, school, SCHOOL, true",
        "TEACHER, xingyi, COUNTY, false",
        "SCHOOL_ADMINISTRATOR, school, SCHOOL, true",
        "TEACHING_OFFICER, xingyi, COUNTY, true",
        "RESEARCHER, xingyi, SCHOOL, true",
        "SUPERVISION_OFFICER, xingyi, COUNTY, false",
        "STUDENT, school, SCHOOL, false",
        "GUARDIAN, school, SCHOOL, false",
        "PRINCIPAL, school, SCHOOL, false",
        "VENDOR_ENGINEER, root, SCHOOL, false",
        "PLATFORM_ADMINISTRATOR, root, SCHOOL, false",
        "TEACHER, neighbour, SCHOOL, false"
    })
    void who_writes_for_whom(Role role, String at, OrgType type, boolean may) {
        var within = type == OrgType.SCHOOL ? List.of("root", "xingyi", "school") : List.of("root", "xingyi");
        var org = new Org(within.getLast(), 1, false, type, null, null, null, "兴义市第一中学", List.of(), within);
        assertThat(ResourceRules.mayAuthor(caller("x", role, at), org)).isEqualTo(may);
    }

    @Test
    void it_is_offered_to_those_at_its_organisation_and_below() {
        var offered = next(approved(item(null, null), AT));
        var student = caller("zhang-xiaoming", Role.STUDENT, "school");
        assertThat(ResourceRules.sees(student, offered, List.of("root", "xingyi", "school"), AT))
                .isTrue();
        assertThat(ResourceRules.sees(student, offered, List.of("root", "anlong", "school"), AT))
                .isFalse();
        var draft = new Draft(item(null, null), ORIGIN);
        assertThat(ResourceRules.sees(student, draft, List.of("root", "xingyi"), AT))
                .isFalse();
        assertThat(ResourceRules.sees(REVIEWER, draft, List.of(), AT)).isTrue();
        assertThat(ResourceRules.sees(caller("wang-fang", Role.TEACHER, "school"), draft, List.of(), AT))
                .isTrue();
    }
}
