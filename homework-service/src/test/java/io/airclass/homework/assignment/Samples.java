package io.airclass.homework.assignment;

import io.airclass.homework.budget.DayShare;
import io.airclass.homework.budget.Share;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/** Homework with good defaults; each change makes another one. */
public final class Samples implements Cloneable {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private String classId = "class";
    private TaskKind kind;
    private List<SheetItem> items;
    private Instant opensAt;
    private Instant dueAt;
    private Integer expectedMinutes;
    private LocalDate day;
    private List<DayShare> days;
    private Boolean phone;
    private Boolean printer;
    private String printerAlternative;
    private Boolean checkIn;
    private Boolean video;
    private BigDecimal maxScore = BigDecimal.valueOf(100);
    private List<String> levels;

    private Samples() {}

    static Samples asked(Instant dueAt) {
        var asked = new Samples();
        asked.dueAt = dueAt;
        return asked;
    }

    private Samples with(Consumer<Samples> change) {
        try {
            var other = (Samples) clone();
            change.accept(other);
            return other;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    Samples kind(TaskKind other) {
        return with(each -> each.kind = other);
    }

    Samples items(SheetItem... others) {
        return with(each -> each.items = List.of(others));
    }

    Samples opensAt(Instant other) {
        return with(each -> each.opensAt = other);
    }

    Samples minutes(Integer other) {
        return with(each -> each.expectedMinutes = other);
    }

    Samples on(LocalDate other) {
        return with(each -> each.day = other);
    }

    Samples days(DayShare... others) {
        return with(each -> each.days = List.of(others));
    }

    Samples phone(boolean other) {
        return with(each -> each.phone = other);
    }

    Samples printer(String alternative) {
        return with(each -> {
            each.printer = true;
            each.printerAlternative = alternative;
        });
    }

    Samples proof(boolean ofEveryDay, boolean byVideo) {
        return with(each -> {
            each.checkIn = ofEveryDay;
            each.video = byVideo;
        });
    }

    Samples marked(BigDecimal best, List<String> byLevels) {
        return with(each -> {
            each.maxScore = best;
            each.levels = byLevels;
        });
    }

    Samples of(String otherClass) {
        return with(each -> each.classId = otherClass);
    }

    NewAssignment made() {
        return new NewAssignment(
                classId,
                null,
                null,
                "数学",
                kind,
                " 二次函数练习 ",
                null,
                items,
                null,
                opensAt,
                dueAt,
                null,
                expectedMinutes,
                day,
                days,
                null,
                phone,
                null,
                printer,
                printerAlternative,
                checkIn,
                video,
                maxScore,
                null,
                levels,
                null,
                null);
    }

    /** Homework of one class that is open, of 20 minutes and at most 100 points. */
    public static Assignment.Open open(
            List<String> within, Instant opensAt, Instant dueAt, long graceMinutes, Resubmission resubmission) {
        var task = new Task(
                "数学",
                TaskKind.WRITTEN,
                "二次函数练习",
                "",
                List.of(),
                List.of(),
                20,
                true,
                false,
                false,
                null,
                BigDecimal.valueOf(100),
                List.of(),
                List.of("优", "良"),
                resubmission);
        var terms = Terms.of(
                task,
                List.of(new Target(within.getLast(), within.get(within.size() - 2), within, List.of())),
                List.of(new Share(LocalDate.ofInstant(opensAt, ZONE), 20, 20)),
                graceMinutes,
                1);
        return new Assignment.Open(
                "wang-laoshi",
                dueAt,
                terms,
                opensAt,
                true,
                terms.takenUntil(dueAt).plusMillis(1));
    }

    /** The same, marked question by question. */
    public static Assignment.Open withParts(Assignment.Open open, Part... parts) {
        var task = open.terms().task();
        var byParts = new Task(
                task.subject(),
                task.kind(),
                task.title(),
                task.text(),
                task.items(),
                task.fileIds(),
                task.expectedMinutes(),
                task.written(),
                task.phoneRequired(),
                task.screenRequired(),
                task.printerAlternative(),
                task.maxScore(),
                List.of(parts),
                task.levels(),
                task.resubmission());
        var terms = open.terms();
        return new Assignment.Open(
                open.teacherId(),
                open.dueAt(),
                Terms.of(byParts, terms.targets(), terms.days(), terms.graceMinutes(), terms.attempt()),
                open.opensAt(),
                open.reminded(),
                open.wakeAt());
    }
}
