package io.airclass.roster.calendar;

import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.roster.org.OrgService;
import io.airclass.roster.term.TermRepository;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Setting days of a calendar, and reading what a day is. */
@Service
class CalendarService {
    private final CalendarRepository calendars;
    private final TermRepository terms;
    private final OrgService orgs;
    private final Clock clock;

    CalendarService(CalendarRepository calendars, TermRepository terms, OrgService orgs, Clock clock) {
        this.calendars = calendars;
        this.terms = terms;
        this.orgs = orgs;
        this.clock = clock;
    }

    /** A day and who says it. */
    record Said(String origin, StatedDay day) {}

    /**
     * The exceptional days of a range.
     *
     * @param versions of the organisation's own calendars, by school year
     * @param withReasons whether the caller may change the calendar
     */
    record Range(List<Said> days, Map<String, Long> versions, boolean withReasons) {}

    Mono<Put<Calendar>> set(Caller caller, String orgId, Optional<Long> expectedVersion, StatedDay asked) {
        StatedDay day = new StatedDay(
                asked.date(),
                asked.kind(),
                asked.asWeekday(),
                asked.name(),
                asked.reason(),
                caller.personId(),
                clock.instant());
        return toSet(caller, orgId)
                .flatMap(within -> calendars.put(
                        orgId,
                        SchoolDay.schoolYearOf(day.date()),
                        expectedVersion,
                        known -> CalendarRules.set(known, caller, within, day)));
    }

    /** Empty where nothing was ever said of that school year. */
    Mono<Put<Calendar>> clear(Caller caller, String orgId, LocalDate date, Optional<Long> expectedVersion) {
        String schoolYear = SchoolDay.schoolYearOf(date);
        return toSet(caller, orgId).flatMap(within -> calendars
                .find(orgId, schoolYear)
                .flatMap(_ -> calendars.put(
                        orgId,
                        schoolYear,
                        expectedVersion,
                        known -> CalendarRules.clear(known.orElseThrow(), caller, within, date))));
    }

    Mono<Range> read(Caller caller, String orgId, LocalDate from, LocalDate to) {
        var refusal = CalendarRules.refusal(from, to);
        if (refusal.isPresent()) {
            return Refused.mono(refusal.get());
        }
        return orgs.within(caller, orgId).flatMap(within -> calendars
                .findAll(within, CalendarRules.schoolYears(from, to))
                .collectList()
                .map(found -> range(caller, within, found, from, to)));
    }

    Mono<SchoolDay> schoolDay(Caller caller, String orgId, LocalDate date) {
        if (!CalendarRules.isPlausible(date)) {
            return Refused.mono(
                    Rejection.invalid("calendar-range-unfit").with("daysMax", CalendarRules.RANGE_DAYS_MAX));
        }
        return orgs.within(caller, orgId).flatMap(within -> calendars
                .findAll(within, List.of(SchoolDay.schoolYearOf(date)))
                .map(stored -> stored.value().changed())
                .collectList()
                .zipWith(
                        terms.ofOrgs(within)
                                .map(stored -> stored.value().changed(stored.id()))
                                .collectList(),
                        (said, held) -> SchoolDay.of(date, within, said, held)));
    }

    private static Range range(
            Caller caller, List<String> within, List<Stored<Calendar>> found, LocalDate from, LocalDate to) {
        List<CalendarChangedV1> told =
                found.stream().map(stored -> stored.value().changed()).toList();
        var days = found.stream()
                .flatMap(stored -> stored.value().days().stream()
                        .map(day -> new Said(stored.value().orgId(), day)))
                .filter(said ->
                        !said.day().date().isBefore(from) && !said.day().date().isAfter(to))
                .filter(said -> SchoolDay.said(said.day().date(), within, told)
                        .filter(one -> one.orgId().equals(said.origin()))
                        .isPresent())
                .sorted(Comparator.comparing(said -> said.day().date()))
                .toList();
        var versions = new TreeMap<String, Long>();
        found.stream()
                .filter(stored -> stored.value().orgId().equals(within.getLast()))
                .forEach(stored -> versions.put(stored.value().schoolYear(), stored.version()));
        return new Range(days, versions, CalendarRules.maySet(caller, within));
    }

    private Mono<List<String>> toSet(Caller caller, String orgId) {
        return orgs.withinNow(caller, orgId)
                .flatMap(within -> CalendarRules.maySet(caller, within)
                        ? Mono.just(within)
                        : Refused.mono(Rejection.forbidden("calendar-forbidden")));
    }
}
