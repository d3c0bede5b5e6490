package io.airclass.schedule.filing;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.kit.ids.Ids;
import io.airclass.schedule.filing.FilingContent.Bundle;
import io.airclass.schedule.filing.FilingContent.Member;
import io.airclass.testkit.Races;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

/** From the class to the province: bundles, what is counted of them, and what an edit does to all of them. */
class FilingChainTest extends FilingServiceTest {
    private static final int AT_ONCE = 8;

    @Autowired
    FollowService follow;

    @Autowired
    BundleService bundles;

    private List<String> schools(String county, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> {
                    var school = region.school(county, number, 1);
                    region.publish(county, school, 1, MONDAY.minusWeeks(2), MONDAY.plusWeeks(20), "语文");
                    return school;
                })
                .toList();
    }

    private void file(String call, List<String> orgs, Instant at) {
        Flux.fromIterable(orgs)
                .flatMap(org -> service.file(region.everybody(), id(call, org), Optional.empty(), at), AT_ONCE)
                .blockLast();
    }

    private WebTestClient.BodyContentSpec overview(String call, String org, String query) {
        return body(
                get(
                        region.supervisorToken(org),
                        "/api/filing-calls/{id}/overview?org={org}&week={week}" + query,
                        call,
                        org,
                        MONDAY),
                200);
    }

    private static String hashOf(List<String> hashes) {
        return Ids.sha256Hex(String.join("\n", hashes).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void of_253_schools_exactly_five_are_late_and_three_missing_and_one_edit_marks_all_bundles_above() {
        var xingyi = schools(region.xingyi, 1, 200);
        var anlong = schools(region.anlong, 201, 53);
        var call = called(region.province, week(), new Receiver(region.province, "基教处"));
        var late = List.of(xingyi.get(3), xingyi.get(77), xingyi.get(199), anlong.get(0), anlong.get(30));
        var missing = List.of(xingyi.get(0), xingyi.get(100), anlong.get(52));
        var inTime = new ArrayList<String>(xingyi);
        inTime.addAll(anlong);
        inTime.removeAll(late);
        inTime.removeAll(missing);
        assertThat(inTime).hasSize(245);

        file(call, inTime, IN_TIME);
        file(call, late, LATE);

        for (String org : List.of(region.province, region.prefecture)) {
            eventually(() -> overview(call, org, "")
                    .jsonPath("$.counts.expected")
                    .isEqualTo(253)
                    .jsonPath("$.counts.onTime")
                    .isEqualTo(245)
                    .jsonPath("$.counts.late")
                    .isEqualTo(5)
                    .jsonPath("$.counts.missing")
                    .isEqualTo(3)
                    .jsonPath("$.counts.awaited")
                    .isEqualTo(0)
                    .jsonPath("$.counts.onTimeRate")
                    .isEqualTo(0.9684));
        }
        overview(call, region.prefecture, "").jsonPath("$.bureaus.length()").isEqualTo(2);
        listed(call, region.xingyi, "LATE", late.subList(0, 3));
        listed(call, region.anlong, "LATE", late.subList(3, 5));
        listed(call, region.xingyi, "NOT_FILED", missing.subList(0, 2));
        listed(call, region.anlong, "NOT_FILED", missing.subList(2, 3));
        overview(call, region.xingyi, "&limit=200")
                .jsonPath("$.filings.length()")
                .isEqualTo(200);

        file(call, List.of(region.xingyi, region.anlong), LATE);
        file(call, List.of(region.prefecture), LATE);
        var county = (Bundle) service.content(region.everybody(), id(call, region.xingyi), Optional.empty())
                .block()
                .content();
        assertThat(county.members()).hasSize(198);
        assertThat(county.missing()).isEqualTo(missing.subList(0, 2));
        assertThat(filed(id(call, region.xingyi)).hash())
                .isEqualTo(hashOf(county.members().stream().map(Member::hash).toList()));
        assertThat(filed(id(call, region.prefecture)).hash())
                .isEqualTo(hashOf(List.of(
                        filed(id(call, region.anlong)).hash(),
                        filed(id(call, region.xingyi)).hash())));
        assertThat(filed(id(call, region.xingyi)).complete()).isFalse();

        var edited = xingyi.get(5);
        region.publish(region.xingyi, edited, 1, MONDAY, MONDAY.plusWeeks(20), "英语");

        for (String org : List.of(edited, region.xingyi, region.prefecture)) {
            eventually(() -> assertThat(filed(id(call, org)).stale()).isTrue());
        }
        assertThat(filed(id(call, region.anlong)).stale()).isFalse();
        assertThat(filed(id(call, xingyi.get(6))).stale()).isFalse();
        eventually(() ->
                overview(call, region.province, "").jsonPath("$.counts.stale").isEqualTo(1));
        listed(call, region.xingyi, "STALE", List.of(edited));

        file(call, List.of(edited), LATE);
        eventually(() -> assertThat(filed(id(call, edited)).stale()).isFalse());
        assertThat(filed(id(call, edited)).standing()).isEqualTo(Standing.ON_TIME);
        eventually(() -> assertThat(filed(id(call, region.xingyi)).stale()).isTrue());
        file(call, List.of(region.xingyi), LATE);
        file(call, List.of(region.prefecture), LATE);
        for (String org : List.of(region.xingyi, region.prefecture)) {
            eventually(() -> assertThat(filed(id(call, org)).stale()).isFalse());
            assertThat(filed(id(call, org)).versions()).hasSize(2);
        }
    }

    private void listed(String call, String county, String show, List<String> orgs) {
        var rows = overview(call, county, "&show=" + show);
        rows.jsonPath("$.filings.length()").isEqualTo(orgs.size());
        rows.jsonPath("$.filings[*].filing.org").value(List.class, found -> assertThat(List.<Object>copyOf(found))
                .containsExactlyElementsOf(orgs));
    }

    @Test
    void news_that_comes_twice_late_or_in_another_order_leads_to_the_same() {
        var schools = schools(region.xingyi, 1, 4);
        var call = called(region.prefecture, week());
        file(call, schools, IN_TIME);
        file(call, List.of(region.xingyi), IN_TIME);
        eventually(() -> assertThat(filed(id(call, region.xingyi)).stale()).isFalse());
        var classes = region.withinOf(region.xingyi, schools.get(1));
        region.publish(region.xingyi, schools.get(1), 1, MONDAY, MONDAY.plusWeeks(20), "英语");
        eventually(() -> assertThat(filed(id(call, region.xingyi)).stale()).isTrue());

        var news = new ArrayList<Runnable>();
        schools.forEach(school -> news.add(() -> follow.filing(id(call, school)).block()));
        news.add(() -> follow.filing(id(call, region.xingyi)).block());
        news.add(() -> follow.timetable(classes, MONDAY.minusWeeks(2), MONDAY.plusWeeks(20))
                .block());
        news.add(() -> follow.timetable(classes, MONDAY, null).block());
        news.addAll(List.copyOf(news));
        Collections.shuffle(news, new Random(7));
        var before = tallies.find(id(call, region.prefecture)).block();
        var version = filings.find(id(call, region.xingyi)).block().version();

        news.forEach(Runnable::run);

        assertThat(tallies.find(id(call, region.prefecture)).block()).isEqualTo(before);
        assertThat(filings.find(id(call, region.xingyi)).block().version()).isEqualTo(version);
        assertThat(filed(id(call, schools.get(1))).stale()).isTrue();
        assertThat(filed(id(call, schools.get(2))).stale()).isFalse();
    }

    @Test
    void an_edit_of_other_weeks_and_one_that_changes_nothing_leave_a_filing_as_it_is() {
        var school = schools(region.xingyi, 1, 1).getFirst();
        var call = called(region.xingyi, week());
        file(call, List.of(school), IN_TIME);
        region.publish(region.xingyi, school, 1, MONDAY.plusWeeks(1), MONDAY.plusWeeks(20), "英语");
        region.publish(region.xingyi, school, 1, MONDAY, MONDAY.plusDays(6), "语文");
        region.publish(region.xingyi, school, 1, MONDAY.plusWeeks(1), MONDAY.plusWeeks(20), "数学");
        eventually(() -> assertThat(
                        timetables.versionsOf(region.classId(school, 1)).block())
                .hasSize(4));
        follow.timetable(region.withinOf(region.xingyi, school), MONDAY, null).block();
        assertThat(filed(id(call, school)).stale()).isFalse();
    }

    @Test
    void of_two_who_file_at_once_one_makes_the_version_and_both_are_answered() {
        var school = schools(region.xingyi, 1, 1).getFirst();
        var call = called(region.xingyi, week());
        var answers = Races.of(
                6,
                _ -> () -> service.file(region.everybody(), id(call, school), Optional.empty(), IN_TIME)
                        .block());
        assertThat(answers).allMatch(answer -> answer.value() instanceof Filing.Filed);
        assertThat(filing(id(call, school)).versions()).hasSize(1);
    }

    @Test
    void a_filing_made_while_an_edit_marks_it_is_stale_just_where_it_is_not_what_holds() {
        var schools = schools(region.xingyi, 1, 8);
        var call = called(region.prefecture, week());
        Races.of(schools.size() * 2, number -> (Callable<Boolean>) () -> {
            var school = schools.get(number / 2);
            if (number % 2 == 0) {
                service.file(region.everybody(), id(call, school), Optional.empty(), IN_TIME)
                        .block();
            } else {
                region.publish(region.xingyi, school, 1, MONDAY, MONDAY.plusWeeks(20), "英语" + number);
            }
            return true;
        });
        var terms = callDocuments.find(call).block().value().terms();
        for (var school : schools) {
            eventually(() -> {
                var filed = filed(id(call, school));
                var holds = bundles.now(terms, filed.place()).block();
                assertThat(filed.stale()).isEqualTo(!holds.hash().equals(filed.hash()));
            });
        }
        file(call, schools, IN_TIME);
        file(call, List.of(region.xingyi), IN_TIME);
        eventually(() -> {
            assertThat(filed(id(call, region.xingyi)).stale()).isFalse();
            assertThat(tallies.find(id(call, region.prefecture))
                            .block()
                            .value()
                            .counts()
                            .stale())
                    .isZero();
        });
    }

    @Test
    void counts_are_right_when_all_file_at_the_same_instant() {
        var schools = schools(region.xingyi, 1, 12);
        var call = called(region.prefecture, week());
        Races.of(
                schools.size(),
                number ->
                        () -> service.file(region.everybody(), id(call, schools.get(number)), Optional.empty(), IN_TIME)
                                .block());
        eventually(() -> assertThat(tallies.find(id(call, region.prefecture))
                        .block()
                        .value()
                        .counts()
                        .onTime())
                .isEqualTo(12));
        Races.of(
                schools.size(),
                number -> () -> follow.filing(id(call, schools.get(number)))
                        .thenReturn(true)
                        .block());
        assertThat(tallies.find(id(call, region.prefecture)).block().value().counts())
                .isEqualTo(new Counts(12, 12, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void a_call_that_two_replicas_lay_out_at_once_is_laid_out_once() {
        var schools = schools(region.xingyi, 1, 30);
        var call = called(region.prefecture, new FilingCall.Wanted.Timetables(MONDAY, DayOfWeek.FRIDAY));
        var laidOut = callDocuments.find(call).block();
        var again = new FilingCall.Open(laidOut.value().terms(), MONDAY, CALLED);
        callDocuments.save(laidOut, again).block();
        Races.of(4, _ -> () -> due.sweepAt(Instant.now()).thenReturn(true).block());
        eventually(() -> assertThat(
                        ((FilingCall.Open) callDocuments.find(call).block().value()).nextWeek())
                .isEqualTo(MONDAY.plusWeeks(1)));
        assertThat(filings.below(id(call, region.xingyi)).collectList().block().stream()
                        .map(below -> below.place().orgId())
                        .collect(Collectors.toSet()))
                .isEqualTo(java.util.Set.copyOf(schools));
        assertThat(tallies.find(id(call, region.prefecture))
                        .block()
                        .value()
                        .counts()
                        .expected())
                .isEqualTo(30);
    }

    @Test
    void who_came_after_the_layout_files_and_is_counted() {
        schools(region.xingyi, 1, 1);
        var call = called(region.prefecture, week());
        var school = schools(region.anlong, 2, 1).getFirst();
        assertThat(filings.find(id(call, school)).blockOptional()).isEmpty();
        file(call, List.of(school), IN_TIME);
        eventually(() -> assertThat(tallies.find(id(call, region.prefecture))
                        .block()
                        .value()
                        .counts())
                .isEqualTo(new Counts(2, 1, 0, 1, 0, 0, 0, 0)));
        file(call, List.of(region.anlong), IN_TIME);
        assertThat(filed(id(call, region.anlong)).complete()).isTrue();
    }

    @Test
    void a_teaching_point_files_with_its_school_and_not_by_itself() {
        var school = schools(region.xingyi, 1, 1).getFirst();
        var point = region.teachingPoint(region.xingyi, school, 1);
        var call = called(region.prefecture, week());

        assertThatThrownBy(() -> service.file(region.everybody(), id(call, point), Optional.empty(), IN_TIME)
                        .block())
                .hasMessageContaining("filing-not-found");
        assertThat(filings.find(id(call, point)).blockOptional()).isEmpty();
        var filed = service.file(region.everybody(), id(call, school), Optional.empty(), IN_TIME)
                .block();
        var bundle = (Bundle) service.content(region.everybody(), filed.id(), Optional.empty())
                .block()
                .content();
        assertThat(bundle.missing()).containsExactly(region.classId(point, 1));
    }
}
