package io.airclass.roster.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.AuditRecordedV1;
import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.CalendarDayKind;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.decide.Decision;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarRulesTest {
    private static final List<String> WITHIN = List.of("root", "xingyi", "school-1");
    private static final LocalDate FIRST = LocalDate.parse("2026-10-01");
    private static final Instant AT = Instant.parse("2026-09-20T02:00:00Z");

    private static Caller caller(Role role, String org) {
        return new Caller("officer-1", "", List.of(new Grant(role, org)), AT.plusSeconds(900));
    }

    private static StatedDay holiday(LocalDate date, String name) {
        return new StatedDay(date, CalendarDayKind.HOLIDAY, null, name, "国务院通知", "officer-1", AT);
    }

    private static Decision<Calendar> set(Optional<Calendar> known, StatedDay day) {
        return CalendarRules.set(known, caller(Role.TEACHING_OFFICER, "xingyi"), WITHIN, day);
    }

    @ParameterizedTest
    @CsvSource({
        "ORG_ADMINISTRATOR,xingyi,true",
        "ORG_ADMINISTRATOR,root,true",
        "TEACHING_OFFICER,xingyi,true",
        "PRINCIPAL,school-1,true",
        "PRINCIPAL,school-2,false",
        "SUPERVISION_OFFICER,xingyi,false",
        "TECHNICAL_OFFICER,xingyi,false",
        "SCHOOL_ADMINISTRATOR,school-1,false",
        "TEACHER,school-1,false",
        "ORG_ADMINISTRATOR,pu-an,false"
    })
    void officers_above_and_the_own_principal_set_days(Role role, String org, boolean may) {
        assertThat(CalendarRules.maySet(caller(role, org), WITHIN)).isEqualTo(may);
    }

    @Test
    void what_is_said_is_told_whole_in_the_order_of_time_and_audited_without_the_reason() {
        var eighth = holiday(FIRST.plusDays(7), "国庆节");
        var known = new Calendar("school-1", "2026-2027", List.of(eighth));
        var accepted = (Decision.Accepted<Calendar>) set(Optional.of(known), holiday(FIRST, "国庆节"));

        assertThat(accepted.next().days()).extracting(StatedDay::date).containsExactly(FIRST, FIRST.plusDays(7));
        assertThat(((CalendarChangedV1) accepted.events().getFirst()).days()).hasSize(2);
        var audit = (AuditRecordedV1) accepted.events().getLast();
        assertThat(audit.facts()).containsEntry("day", "2026-10-01").doesNotContainValue("国务院通知");
    }

    @Test
    void the_same_again_is_unchanged_and_another_name_replaces_it() {
        var known = Optional.of(new Calendar("school-1", "2026-2027", List.of(holiday(FIRST, "国庆节"))));
        assertThat(set(known, holiday(FIRST, "国庆节"))).isInstanceOf(Decision.Unchanged.class);
        var renamed = (Decision.Accepted<Calendar>) set(known, holiday(FIRST, "国庆节、中秋节"));
        assertThat(renamed.next().days()).extracting(StatedDay::name).containsExactly("国庆节、中秋节");
        assertThat(CalendarRules.clear(known.get(), caller(Role.PRINCIPAL, "school-1"), WITHIN, FIRST.plusDays(1)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void an_adjusted_day_names_a_weekday_and_a_holiday_none() {
        var nameless = new StatedDay(FIRST, CalendarDayKind.ADJUSTED, null, "调休", "通知", "o", AT);
        var named = new StatedDay(FIRST, CalendarDayKind.HOLIDAY, DayOfWeek.MONDAY, "国庆节", "通知", "o", AT);
        var ancient = holiday(LocalDate.parse("1999-12-31"), "元旦");
        for (var day : List.of(nameless, named, ancient)) {
            assertThat(((Decision.Rejected<Calendar>) set(Optional.empty(), day))
                            .rejection()
                            .slug())
                    .isEqualTo("calendar-day-unfit");
        }
    }

    @Test
    void four_hundred_days_are_read_at_once_and_not_one_more() {
        assertThat(CalendarRules.refusal(FIRST, FIRST.plusDays(399))).isEmpty();
        assertThat(CalendarRules.refusal(FIRST, FIRST.plusDays(400))).isPresent();
        assertThat(CalendarRules.refusal(FIRST, FIRST)).isEmpty();
        assertThat(CalendarRules.refusal(FIRST, FIRST.minusDays(1))).isPresent();
        assertThat(CalendarRules.refusal(LocalDate.MIN, LocalDate.MAX)).isPresent();
        assertThat(CalendarRules.schoolYears(LocalDate.parse("2026-07-31"), LocalDate.parse("2027-08-01")))
                .containsExactly("2025-2026", "2026-2027", "2027-2028");
    }
}
