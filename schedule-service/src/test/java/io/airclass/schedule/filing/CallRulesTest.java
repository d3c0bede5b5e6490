package io.airclass.schedule.filing;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.FilingKind;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.Org;
import io.airclass.schedule.filing.Filing.Place;
import io.airclass.schedule.filing.FilingCall.Ended;
import io.airclass.schedule.filing.FilingCall.Filers;
import io.airclass.schedule.filing.FilingCall.Open;
import io.airclass.schedule.filing.FilingCall.Terms;
import io.airclass.schedule.filing.FilingCall.Wanted;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallRulesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDate FIRST = LocalDate.parse("2020-02-24");
    private static final LocalDate DUE = LocalDate.parse("2020-02-20");
    private static final LocalDate TODAY = LocalDate.parse("2020-02-10");
    private static final Instant NOW = Instant.parse("2020-02-10T02:00:00Z");
    private static final Org CITY = org("city", OrgType.PREFECTURE, "root", "city");
    private static final Org COUNTY = org("county", OrgType.COUNTY, "root", "city", "county");
    private static final Org TOWN = org("town", OrgType.TOWNSHIP, "root", "city", "county", "town");
    private static final Org SCHOOL = org("school", OrgType.SCHOOL, "root", "city", "county", "town", "school");
    private static final Org DIRECT = org("direct", OrgType.SCHOOL, "root", "city", "direct");
    private static final Wanted WEEKLY = new Wanted.Timetables(FIRST, DayOfWeek.FRIDAY);

    private static Org org(String id, OrgType type, String... within) {
        return new Org(id, 1, false, type, null, null, null, id, List.of(Stage.JUNIOR), List.of(within));
    }

    private static Terms terms(Wanted wanted, LocalDate dueOn, Receiver... receivers) {
        return new Terms(
                "city",
                CITY.within(),
                "首周课表报备",
                "吉市教发〔2020〕3号",
                wanted,
                List.of(),
                List.of(),
                dueOn,
                List.of(receivers),
                "officer-1",
                NOW);
    }

    private static Optional<String> refusal(Org issuer, Terms terms) {
        return CallRules.refusal(issuer, terms, TODAY).map(Rejection::slug);
    }

    private static Wanted plans(Filers from, boolean required, String... programmes) {
        return new Wanted.Plans(from, required, true, List.of(programmes));
    }

    @Test
    void a_call_is_for_a_day_to_come_from_a_monday_on_and_goes_to_itself_or_above() {
        assertThat(refusal(CITY, terms(WEEKLY, TODAY))).isEmpty();
        assertThat(refusal(CITY, terms(WEEKLY, TODAY.minusDays(1)))).contains("filing-due-out-of-range");
        assertThat(refusal(CITY, terms(WEEKLY, TODAY.plusDays(401)))).contains("filing-due-out-of-range");
        assertThat(refusal(CITY, terms(new Wanted.Timetables(FIRST.plusDays(1), null), DUE)))
                .contains("filing-week-not-monday");
        assertThat(refusal(CITY, terms(WEEKLY, DUE, new Receiver("root", "厅基教处"), new Receiver("city", "基教科"))))
                .isEmpty();
        assertThat(refusal(CITY, terms(WEEKLY, DUE, new Receiver("county", ""))))
                .contains("filing-receiver-elsewhere");
    }

    @Test
    void the_first_week_lies_near_its_day() {
        for (int days : List.of(-101, 101, 300_000_000)) {
            var monday = DUE.plusDays(days).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
            var week = new Wanted.Timetables(days < 0 ? monday.minusWeeks(1) : monday, null);
            assertThat(refusal(CITY, terms(week, DUE))).contains("filing-week-out-of-range");
        }
    }

    @Test
    void a_call_ends_with_the_last_week_that_is_laid_out_or_an_earlier_one() {
        var open = new Open(terms(WEEKLY, DUE), FIRST.plusWeeks(3), NOW);
        assertThat(lastWeek(open, null)).isEqualTo(FIRST.plusWeeks(2));
        assertThat(lastWeek(open, FIRST.plusWeeks(9))).isEqualTo(FIRST.plusWeeks(2));
        assertThat(lastWeek(open, FIRST.plusWeeks(1))).isEqualTo(FIRST.plusWeeks(1));
        assertThat(lastWeek(open, LocalDate.MIN)).isEqualTo(FIRST.minusDays(1));
        assertThat(lastWeek(CallRules.opened(terms(plans(Filers.SCHOOLS, true), DUE)), null))
                .isNull();
        var ended = new Ended(open.terms(), FIRST.minusDays(1), "officer-1", NOW);
        assertThat(CallRules.takes(ended, FIRST)).isFalse();
        assertThat(CallRules.lastWeek(ended)).contains(FIRST);
        assertThat(CallRules.end(ended, Optional.empty(), "officer-2", NOW)).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void the_last_week_is_named_by_any_of_its_days() {
        var open = new Open(terms(WEEKLY, DUE), FIRST.plusWeeks(3), NOW);
        for (int day = 0; day < 7; day++) {
            assertThat(lastWeek(open, FIRST.plusWeeks(1).plusDays(day))).isEqualTo(FIRST.plusWeeks(1));
        }
    }

    private static LocalDate lastWeek(FilingCall call, LocalDate asked) {
        var decision = CallRules.end(call, Optional.ofNullable(asked), "officer-1", NOW);
        return ((Ended) ((Decision.Accepted<FilingCall>) decision).next()).lastWeek();
    }

    @Test
    void bureaus_call_for_timetables_and_plans_and_a_school_for_those_of_its_programmes() {
        assertThat(refusal(SCHOOL, terms(WEEKLY, DUE))).contains("filing-caller-unfit");
        assertThat(refusal(CITY, terms(plans(Filers.SCHOOLS, true), DUE))).isEmpty();
        assertThat(refusal(CITY, terms(plans(Filers.PROGRAMMES, false, "机电技术应用"), DUE)))
                .contains("filing-caller-unfit");
        assertThat(refusal(SCHOOL, terms(plans(Filers.PROGRAMMES, false, "机电技术应用"), DUE)))
                .isEmpty();
        assertThat(refusal(SCHOOL, terms(plans(Filers.PROGRAMMES, false), DUE))).contains("filing-plan-too-narrow");
        assertThat(refusal(CITY, terms(plans(Filers.SCHOOLS, false, "机电技术应用"), DUE)))
                .contains("filing-plan-too-narrow");
    }

    @Test
    void the_first_week_has_its_own_day_and_every_further_one_the_weekday_before_it() {
        var terms = terms(WEEKLY, DUE);
        assertThat(CallRules.dueOn(terms, FIRST)).isEqualTo(DUE);
        assertThat(CallRules.dueOn(terms, FIRST.plusWeeks(1))).isEqualTo(LocalDate.parse("2020-02-28"));
        assertThat(CallRules.dueOn(terms, FIRST.plusWeeks(2))).isEqualTo(LocalDate.parse("2020-03-06"));
        assertThat(CallRules.dueOn(terms(new Wanted.Timetables(FIRST, DayOfWeek.MONDAY), DUE), FIRST.plusWeeks(1)))
                .isEqualTo(FIRST);
    }

    @Test
    void a_week_is_laid_out_when_the_one_before_it_begins() {
        var open = CallRules.opened(terms(WEEKLY, DUE));
        assertThat(open.nextWeek()).isEqualTo(FIRST);
        assertThat(open.dueAt()).isEqualTo(NOW);

        var next = CallRules.laidOut(open, SHANGHAI);
        assertThat(next.nextWeek()).isEqualTo(FIRST.plusWeeks(1));
        assertThat(next.dueAt()).isEqualTo(FIRST.atStartOfDay(SHANGHAI).toInstant());

        var once = CallRules.laidOut(CallRules.opened(terms(new Wanted.Timetables(FIRST, null), DUE)), SHANGHAI);
        assertThat(once.nextWeek()).isNull();
        assertThat(once.dueAt()).isNull();
    }

    @Test
    void weeks_are_called_for_until_somebody_ends_it_and_never_for_ever() {
        FilingCall open = CallRules.opened(terms(WEEKLY, DUE));
        assertThat(CallRules.isCalled(open, FIRST.minusWeeks(1))).isFalse();
        assertThat(CallRules.isCalled(open, FIRST.plusWeeks(59))).isTrue();
        assertThat(CallRules.isCalled(open, FIRST.plusWeeks(60))).isFalse();
        assertThat(CallRules.isCalled(open, FIRST.plusDays(1))).isFalse();

        var ended = new Ended(open.terms(), FIRST.plusWeeks(1), "officer-1", NOW);
        assertThat(CallRules.takes(ended, FIRST.plusWeeks(1))).isTrue();
        assertThat(CallRules.takes(ended, FIRST.plusWeeks(2))).isFalse();
        assertThat(CallRules.lastWeek(ended)).contains(FIRST.plusWeeks(1));
        assertThat(CallRules.lastWeek(open)).contains(FIRST);
        assertThat(CallRules.lastWeek(new Open(open.terms(), FIRST.plusWeeks(3), NOW)))
                .contains(FIRST.plusWeeks(2));
    }

    @Test
    void a_school_files_with_its_bureau_and_that_with_who_calls_across_townships() {
        var terms = terms(WEEKLY, DUE, new Receiver("city", "基教科"), new Receiver("root", "厅基教处"));
        var layout = LayoutRules.lay(
                "call",
                terms,
                FIRST,
                List.of(CITY, COUNTY, TOWN, SCHOOL, DIRECT),
                Set.of("school", "direct"),
                SHANGHAI);

        assertThat(layout.places()).extracting(Place::orgId).containsExactly("direct", "school", "county");
        assertThat(layout.places()).extracting(Place::counted).containsExactly(true, true, false);
        assertThat(layout.places())
                .extracting(Place::aboveId)
                .containsExactly("call~city~2020-02-24", "call~county~2020-02-24", "call~city~2020-02-24");
        assertThat(layout.places())
                .extracting(Place::receivers)
                .containsExactly(terms.receivers(), List.of(new Receiver("county", "")), terms.receivers());
        assertThat(layout.tallies()).extracting(Tally::orgId).containsExactly("county", "city");
        assertThat(layout.tallies()).extracting(Tally::aboveId).containsExactly("call~city~2020-02-24", "");
    }

    @Test
    void whom_the_call_is_not_about_files_nothing() {
        var layout = LayoutRules.lay(
                "call",
                terms(WEEKLY, DUE),
                FIRST,
                List.of(CITY, COUNTY, TOWN, SCHOOL, DIRECT),
                Set.of("direct"),
                SHANGHAI);
        assertThat(layout.places()).extracting(Place::orgId).containsExactly("direct");
        assertThat(layout.tallies()).extracting(Tally::orgId).containsExactly("city");
    }

    @Test
    void a_plan_goes_to_the_bureau_of_the_place_besides_where_the_call_says_so() {
        var office = new Receiver("city", "职成处");
        var layout = LayoutRules.lay(
                "call",
                terms(plans(Filers.SCHOOLS, true), DUE, office),
                null,
                List.of(CITY, COUNTY, TOWN, SCHOOL, DIRECT),
                Set.of("school", "direct"),
                SHANGHAI);
        assertThat(layout.places()).extracting(Place::kind).containsOnly(FilingKind.PLAN);
        assertThat(layout.places()).extracting(Place::gate).containsOnly(true);
        assertThat(layout.places())
                .extracting(Place::receivers)
                .containsExactly(List.of(office), List.of(office, new Receiver("county", "")));
        assertThat(layout.places()).extracting(LayoutRules::idOf).containsExactly("call~direct", "call~school");
    }

    @Test
    void each_programme_of_a_vocational_school_has_a_plan_of_its_own() {
        var terms = new Terms(
                "school",
                SCHOOL.within(),
                "专业实施方案",
                "",
                plans(Filers.PROGRAMMES, false, "机电技术应用", "学前教育"),
                List.of(),
                List.of(),
                DUE,
                List.of(new Receiver("school", "")),
                "principal-1",
                NOW);
        var layout = LayoutRules.lay("call", terms, null, List.of(SCHOOL), Set.of(), SHANGHAI);
        assertThat(layout.places()).extracting(LayoutRules::idOf).containsExactly("call~school~1", "call~school~2");
        assertThat(layout.tallies()).extracting(LayoutRules::idOf).containsExactly("call~school");
    }
}
