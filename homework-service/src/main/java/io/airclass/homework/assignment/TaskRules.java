package io.airclass.homework.assignment;

import io.airclass.contracts.Values;
import io.airclass.homework.budget.Dates;
import io.airclass.homework.budget.DayShare;
import io.airclass.homework.budget.Share;
import io.airclass.kit.problem.FieldError;
import io.airclass.kit.problem.Rejection;
import io.airclass.policy.InForce;
import io.airclass.policy.Kind;
import io.airclass.policy.Value;
import io.airclass.rosterview.PolicyRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides whether what a teacher asks for makes sense by itself, and how its minutes lie on days. */
final class TaskRules {
    /** Longer than a school year. */
    static final int DUE_DAYS_MAX = 366;

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-12-30T00:00:00Z");

    private TaskRules() {}

    /** Fields that do not go together; empty where all do. */
    static Optional<Rejection> faults(NewAssignment asked) {
        var faults = new ArrayList<FieldError>();
        if (asked.classId() == null && asked.targets().isEmpty() && asked.groupId() == null) {
            faults.add(new FieldError("/classId", "not-null", "a class, targets or a group"));
        }
        if (asked.maxScore() != null
                && !asked.parts().isEmpty()
                && partsSum(asked).compareTo(asked.maxScore()) != 0) {
            faults.add(new FieldError("/parts", "sum", "best scores that add up to maxScore"));
        }
        if (asked.maxScore() == null
                && asked.parts().isEmpty()
                && asked.levels().isEmpty()) {
            faults.add(new FieldError("/maxScore", "not-null", "a best score, levels, or both"));
        }
        if (asked.kind() == TaskKind.TASK_SHEET == asked.items().isEmpty()) {
            faults.add(new FieldError("/items", "items", "a task sheet has items, and nothing else has"));
        }
        if (!asked.days().isEmpty() && (asked.day() != null || asked.expectedMinutes() > 0)) {
            faults.add(new FieldError("/days", "days", "instead of day and expectedMinutes"));
        }
        if (!asked.days().isEmpty() && expectedMinutes(asked) < sheetMinutes(asked)) {
            faults.add(new FieldError("/days", "sum", "at least the minutes of all items"));
        }
        if (Stream.concat(asked.days().stream().map(DayShare::day), Stream.ofNullable(asked.day()))
                .anyMatch(Dates::isOutside)) {
            faults.add(new FieldError("/days", "range", "days from 2000 to 2100"));
        }
        if (asked.opensAt() != null && isOutside(asked.opensAt())) {
            faults.add(new FieldError("/opensAt", "range", "times from 2000 to 2100"));
        }
        if (asked.days().stream().map(DayShare::day).distinct().count()
                < asked.days().size()) {
            faults.add(new FieldError("/days", "day-twice", "each day once"));
        }
        return faults.isEmpty() ? Optional.empty() : Optional.of(Rejection.invalid("invalid-fields", faults));
    }

    private static boolean isOutside(Instant at) {
        return at.isBefore(FIRST) || at.isAfter(LAST);
    }

    private static BigDecimal partsSum(NewAssignment asked) {
        return asked.parts().stream().map(Part::maxScore).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal maxScore(NewAssignment asked) {
        var best = asked.parts().isEmpty() ? asked.maxScore() : partsSum(asked);
        return best == null ? null : Values.points("maxScore", best);
    }

    /** Whether its times fit together at an instant; empty where they do. */
    static Optional<Rejection> times(NewAssignment asked, Instant opensAt, List<Share> days, Instant at, ZoneId zone) {
        if (!asked.dueAt().isAfter(at)
                || asked.dueAt().isAfter(at.plus(Duration.ofDays(DUE_DAYS_MAX)))
                || !asked.dueAt().isAfter(opensAt)) {
            return Optional.of(Rejection.ruleBroken("due-time-out-of-range").with("daysMax", DUE_DAYS_MAX));
        }
        var first = LocalDate.ofInstant(opensAt, zone);
        var last = LocalDate.ofInstant(asked.dueAt(), zone);
        return days.stream()
                .map(Share::day)
                .filter(day -> day.isBefore(first) || day.isAfter(last))
                .findFirst()
                .map(day -> Rejection.ruleBroken("homework-day-outside")
                        .with("day", day.toString())
                        .with("first", first.toString())
                        .with("last", last.toString()));
    }

    /** When students see it: at once, where nothing else was said. */
    static Instant opensAt(NewAssignment asked, Instant at) {
        return asked.opensAt() == null || asked.opensAt().isBefore(at) ? at : asked.opensAt();
    }

    /** One whose length is not said takes a minute of its day at least. */
    static List<Share> days(NewAssignment asked, Instant opensAt, ZoneId zone) {
        if (!asked.days().isEmpty()) {
            long all = expectedMinutes(asked);
            return asked.days().stream()
                    .map(share -> share(asked, share.day(), share.minutes(), all))
                    .toList();
        }
        long minutes = expectedMinutes(asked);
        var day = asked.day() == null ? LocalDate.ofInstant(opensAt, zone) : asked.day();
        return List.of(share(asked, day, minutes, minutes));
    }

    private static Share share(NewAssignment asked, LocalDate day, long minutes, long all) {
        long counted = Math.max(1, minutes);
        if (asked.kind() != TaskKind.TASK_SHEET) {
            return new Share(day, counted, isWritten(asked) ? counted : 0);
        }
        long written = asked.items().stream()
                .filter(SheetItem::written)
                .mapToLong(SheetItem::minutes)
                .sum();
        return new Share(
                day, counted, Math.ceilDiv(written * minutes, Math.max(1, Math.max(all, sheetMinutes(asked)))));
    }

    private static long expectedMinutes(NewAssignment asked) {
        return asked.days().isEmpty()
                ? Math.max(asked.expectedMinutes(), sheetMinutes(asked))
                : asked.days().stream().mapToLong(DayShare::minutes).sum();
    }

    private static long sheetMinutes(NewAssignment asked) {
        return asked.items().stream().mapToLong(SheetItem::minutes).sum();
    }

    private static boolean isWritten(NewAssignment asked) {
        return asked.kind() == TaskKind.TASK_SHEET
                ? asked.items().stream().anyMatch(SheetItem::written)
                : asked.kind() == TaskKind.WRITTEN || Boolean.TRUE.equals(asked.written());
    }

    /** What may not be asked of the students of a class, whatever else they have to do; empty where all may. */
    static Optional<Rejection> againstPolicy(NewAssignment asked, InForce policies) {
        return Stream.of(
                        judged(policies, Kind.HOMEWORK_BY_PHONE, asked.phoneRequired()),
                        judged(policies, Kind.HOMEWORK_ON_SCREEN, asked.screenRequired()),
                        judged(policies, Kind.CHECK_IN_REQUIRED, asked.dailyCheckIn()),
                        judged(policies, Kind.VIDEO_UPLOAD_REQUIRED, asked.studyVideoRequired()),
                        withoutPrinter(asked, policies))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Rejection> judged(InForce policies, Kind kind, boolean asked) {
        return PolicyRules.refusal(policies.judge(kind, Value.of(asked)));
    }

    /** Who has no printer must be able to do it: no family is made to buy one. */
    private static Optional<Rejection> withoutPrinter(NewAssignment asked, InForce policies) {
        boolean alternative = asked.printerAlternative() != null
                && !asked.printerAlternative().isBlank();
        return asked.printerRequired() && !alternative
                ? judged(policies, Kind.DEVICE_PURCHASE_REQUIRED, true)
                        .or(() -> Optional.of(Rejection.ruleBroken("printer-alternative-missing")))
                : Optional.empty();
    }

    static Task task(NewAssignment asked) {
        return new Task(
                asked.subject().strip(),
                asked.kind(),
                asked.title().strip(),
                asked.text(),
                asked.items(),
                asked.fileIds(),
                expectedMinutes(asked),
                isWritten(asked),
                asked.phoneRequired(),
                asked.screenRequired(),
                asked.printerRequired() ? asked.printerAlternative().strip() : null,
                maxScore(asked),
                asked.parts(),
                asked.levels(),
                asked.resubmission());
    }
}
