package io.airclass.schedule.filing;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Stage;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.SchoolClass;
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
import java.util.Optional;

/** What may be called for, and by when each filing of a call is due. */
final class CallRules {
    static final int TITLE_CHARS_MAX = 100;
    static final int TEXT_CHARS_MAX = 300;
    static final int RECEIVERS_MAX = 5;
    static final int OFFICE_CHARS_MAX = 40;
    static final int PROGRAMMES_MAX = 60;
    /** How far the day of a call may lie ahead, in days. */
    static final int DUE_DAYS_MAX = 400;
    /** How far the first week may lie from the day by which it is due, in days. */
    static final int WEEK_DAYS_MAX = 100;
    /** A call that nobody ends is over after so many weeks. */
    static final int WEEKS_MAX = 60;

    private CallRules() {}

    /**
     * Why a call cannot be so.
     *
     * @param today at the place
     */
    static Optional<Rejection> refusal(Org issuer, Terms terms, LocalDate today) {
        if (terms.dueOn().isBefore(today) || terms.dueOn().isAfter(today.plusDays(DUE_DAYS_MAX))) {
            return Optional.of(Rejection.invalid("filing-due-out-of-range")
                    .with("dueOn", terms.dueOn())
                    .with("daysMax", DUE_DAYS_MAX));
        }
        var stranger = terms.receivers().stream()
                .filter(receiver -> !issuer.within().contains(receiver.orgId()))
                .findFirst();
        if (stranger.isPresent()) {
            return Optional.of(Rejection.invalid("filing-receiver-elsewhere")
                    .with("orgId", stranger.get().orgId()));
        }
        return switch (terms.wanted()) {
            case Wanted.Timetables(LocalDate firstWeek, DayOfWeek _)
            when firstWeek.getDayOfWeek() != DayOfWeek.MONDAY ->
                Optional.of(Rejection.invalid("filing-week-not-monday").with("week", firstWeek));
            case Wanted.Timetables(LocalDate firstWeek, DayOfWeek _)
            when firstWeek.isBefore(terms.dueOn().minusDays(WEEK_DAYS_MAX))
                    || firstWeek.isAfter(terms.dueOn().plusDays(WEEK_DAYS_MAX)) ->
                Optional.of(Rejection.invalid("filing-week-out-of-range")
                        .with("week", firstWeek)
                        .with("daysMax", WEEK_DAYS_MAX));
            case Wanted.Timetables _ -> bureau(issuer);
            case Wanted.Plans plans when plans.from() == Filers.PROGRAMMES -> programmes(issuer, plans);
            case Wanted.Plans plans ->
                plans.programmes().isEmpty() && terms.grades().isEmpty()
                        ? bureau(issuer)
                        : Optional.of(Rejection.invalid("filing-plan-too-narrow"));
        };
    }

    private static Optional<Rejection> bureau(Org issuer) {
        return issuer.type().answersForSchools()
                ? Optional.empty()
                : Optional.of(Rejection.ruleBroken("filing-caller-unfit").with("type", issuer.type()));
    }

    private static Optional<Rejection> programmes(Org issuer, Wanted.Plans plans) {
        if (issuer.type() != OrgType.SCHOOL) {
            return Optional.of(Rejection.ruleBroken("filing-caller-unfit").with("type", issuer.type()));
        }
        return plans.programmes().isEmpty() || plans.requiredToPublish()
                ? Optional.of(Rejection.invalid("filing-plan-too-narrow"))
                : Optional.empty();
    }

    /** The call as it begins: its first filings are to be laid out at once. */
    static Open opened(Terms terms) {
        return new Open(
                terms,
                terms.wanted() instanceof Wanted.Timetables timetables ? timetables.firstWeek() : null,
                terms.issuedAt());
    }

    /** After what was due is laid out: the next week is, when the one before it begins. */
    static Open laidOut(Open call, ZoneId zone) {
        if (!(call.terms().wanted() instanceof Wanted.Timetables timetables)
                || timetables.everyWeekBy() == null
                || !call.nextWeek().isBefore(timetables.firstWeek().plusWeeks(WEEKS_MAX - 1L))) {
            return new Open(call.terms(), null, null);
        }
        return new Open(
                call.terms(),
                call.nextWeek().plusWeeks(1),
                call.nextWeek().atStartOfDay(zone).toInstant());
    }

    /** The last day on which a filing is on time. */
    static LocalDate dueOn(Terms terms, LocalDate week) {
        return terms.wanted() instanceof Wanted.Timetables timetables
                        && timetables.everyWeekBy() != null
                        && !week.equals(timetables.firstWeek())
                ? week.with(TemporalAdjusters.previous(timetables.everyWeekBy()))
                : terms.dueOn();
    }

    /** The first instant at which a filing that is due on a day is late: the day counts to 23:59:59 and all that follows before midnight. */
    static Instant deadline(LocalDate dueOn, ZoneId zone) {
        return dueOn.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Whether the timetables of a week are called for. */
    static boolean isCalled(FilingCall call, LocalDate week) {
        if (!(call.terms().wanted() instanceof Wanted.Timetables timetables)
                || week.getDayOfWeek() != DayOfWeek.MONDAY
                || week.isBefore(timetables.firstWeek())
                || !week.isBefore(timetables.firstWeek().plusWeeks(WEEKS_MAX))) {
            return false;
        }
        return switch (call) {
            case Open _ -> timetables.everyWeekBy() != null || week.equals(timetables.firstWeek());
            case Ended ended -> ended.lastWeek() != null && !week.isAfter(ended.lastWeek());
        };
    }

    /**
     * Whether a filing that is laid out is still taken.
     *
     * @param week null for plans
     */
    static boolean takes(FilingCall call, LocalDate week) {
        return switch (call) {
            case Open _ -> true;
            case Ended ended -> week != null && ended.lastWeek() != null && !week.isAfter(ended.lastWeek());
        };
    }

    /** The last week that is laid out, as far as the call knows; empty for plans. */
    static Optional<LocalDate> lastWeek(FilingCall call) {
        if (!(call.terms().wanted() instanceof Wanted.Timetables timetables)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (call) {
                    case Ended ended when ended.lastWeek().isBefore(timetables.firstWeek()) -> timetables.firstWeek();
                    case Ended ended -> ended.lastWeek();
                    case Open open
                    when timetables.everyWeekBy() == null
                            || timetables.firstWeek().equals(open.nextWeek()) -> timetables.firstWeek();
                    case Open open
                    when open.nextWeek() == null -> timetables.firstWeek().plusWeeks(WEEKS_MAX - 1L);
                    case Open open -> open.nextWeek().minusWeeks(1);
                });
    }

    /**
     * Nothing more is called for after a week; what is laid out already stays.
     *
     * @param lastWeek any day of it; empty for the last that is laid out, which a later one means too
     */
    static Decision<FilingCall> end(FilingCall call, Optional<LocalDate> lastWeek, String by, Instant at) {
        return switch (call) {
            case Ended ended -> Decision.unchanged(ended);
            case Open open ->
                Decision.accepted(new Ended(
                        open.terms(),
                        lastWeek(open)
                                .map(laidOut -> lastWeek.filter(laidOut::isAfter)
                                        .map(day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)))
                                        .orElse(laidOut))
                                .map(last -> last.isBefore(dayBeforeAll(open)) ? dayBeforeAll(open) : last)
                                .orElse(null),
                        by,
                        at));
        };
    }

    /** Who ends a call before its first week calls for nothing. */
    private static LocalDate dayBeforeAll(Open open) {
        return open.terms().wanted() instanceof Wanted.Timetables timetables
                ? timetables.firstWeek().minusDays(1)
                : open.terms().dueOn();
    }

    /** Whether a call is about a class. */
    static boolean concerns(Terms terms, SchoolClass schoolClass) {
        return (terms.stages().isEmpty() || terms.stages().contains(schoolClass.stage()))
                && (terms.grades().isEmpty() || terms.grades().contains(schoolClass.grade()));
    }

    /** Whether a call for plans is about a school. */
    static boolean concerns(Terms terms, Org school) {
        return terms.stages().isEmpty()
                || school.stages().stream()
                        .anyMatch((Stage stage) -> terms.stages().contains(stage));
    }
}
