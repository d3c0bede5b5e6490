package io.airclass.roster.calendar;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.CalendarDayKind;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.roster.audit.Audit;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who sets days of which calendar, and which days. */
final class CalendarRules {
    static final long RANGE_DAYS_MAX = 400;
    private static final int YEAR_MIN = 2000;
    private static final int YEAR_MAX = 2100;
    private static final Set<Role> SETTING = EnumSet.of(Role.ORG_ADMINISTRATOR, Role.TEACHING_OFFICER, Role.PRINCIPAL);

    private CalendarRules() {}

    /** Administrators and teaching officers of the organisation or above it; a principal for the own school. */
    static boolean maySet(Caller caller, List<String> within) {
        return caller.reaches(SETTING, within);
    }

    /** Why a range cannot be read, if it cannot. */
    static Optional<Rejection> refusal(LocalDate from, LocalDate to) {
        return isPlausible(from)
                        && isPlausible(to)
                        && !to.isBefore(from)
                        && ChronoUnit.DAYS.between(from, to) < RANGE_DAYS_MAX
                ? Optional.empty()
                : Optional.of(Rejection.invalid("calendar-range-unfit").with("daysMax", RANGE_DAYS_MAX));
    }

    static boolean isPlausible(LocalDate day) {
        return day.getYear() >= YEAR_MIN && day.getYear() <= YEAR_MAX;
    }

    /** The school years that a range touches, in their order. */
    static List<String> schoolYears(LocalDate from, LocalDate to) {
        return Stream.iterate(from, day -> !day.isAfter(to), day -> day.plusMonths(1))
                .flatMap(day -> Stream.of(day, to))
                .map(SchoolDay::schoolYearOf)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * @param known absent where the organisation has said nothing of that school year
     * @param within of the organisation
     */
    static Decision<Calendar> set(Optional<Calendar> known, Caller caller, List<String> within, StatedDay day) {
        if (!isPlausible(day.date()) || (day.kind() == CalendarDayKind.ADJUSTED) != (day.asWeekday() != null)) {
            return Decision.rejected(Rejection.ruleBroken("calendar-day-unfit"));
        }
        var calendar =
                known.orElseGet(() -> new Calendar(within.getLast(), SchoolDay.schoolYearOf(day.date()), List.of()));
        if (calendar.on(day.date()).filter(day::saysAs).isPresent()) {
            return Decision.unchanged(calendar);
        }
        var next = calendar.with(day);
        var facts = new LinkedHashMap<>(
                Map.of("day", day.date().toString(), "kind", day.kind().name(), "name", day.name()));
        if (day.asWeekday() != null) {
            facts.put("asWeekday", day.asWeekday().name());
        }
        return Decision.accepted(next, next.changed(), Audit.ofOrg(caller, "calendar-day-set", within, facts));
    }

    /** Takes back what was said of a day; nothing where nothing was said. */
    static Decision<Calendar> clear(Calendar known, Caller caller, List<String> within, LocalDate date) {
        if (known.on(date).isEmpty()) {
            return Decision.unchanged(known);
        }
        var next = known.without(date);
        return Decision.accepted(
                next,
                next.changed(),
                Audit.ofOrg(caller, "calendar-day-cleared", within, Map.of("day", date.toString())));
    }
}
