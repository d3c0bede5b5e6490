package io.airclass.homework.assignment;

import io.airclass.homework.budget.DayShare;
import io.airclass.homework.budget.Share;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Homework with good defaults. */
public record Samples(
        String classId,
        List<AskedTarget> targets,
        TaskKind kind,
        List<SheetItem> items,
        Instant opensAt,
        Instant dueAt,
        Integer graceMinutes,
        Integer expectedMinutes,
        LocalDate day,
        List<DayShare> days,
        Boolean written,
        Boolean phone,
        Boolean printer,
        String printerAlternative,
        Boolean checkIn,
        Boolean video,
        BigDecimal maxScore,
        List<String> levels) {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    static Samples asked(Instant dueAt) {
        return new Samples(
                "class",
                null,
                null,
                null,
                null,
                dueAt,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                BigDecimal.valueOf(100),
                null);
    }

    Samples kind(TaskKind other) {
        return new Samples(
                classId,
                targets,
                other,
                items,
                opensAt,
                dueAt,
                graceMinutes,
                expectedMinutes,
                day,
                days,
                written,
                phone,
                printer,
                printerAlternative,
                checkIn,
                video,
                maxScore,
                levels);
    }

    Samples items(SheetItem... others) {
        return new Samples(
                classId,
                targets,
                kind,
                List.of(others),
                opensAt,
                dueAt,
                graceMinutes,
                expectedMinutes,
                day,
                days,
                written,
                phone,
                printer,
                printerAlternative,
                checkIn,
                video,
                maxScore,
                levels);
    }

    Samples opensAt(Instant other) {
        return new Samples(
                classId,
                targets,
                kind,
                items,
                other,
                dueAt,
                graceMinutes,
                expectedMinutes,
                day,
                days,
                written,
                phone,
                printer,
                printerAlternative,
                checkIn,
                video,
                maxScore,
                levels);
    }

    Samples minutes(Integer other) {
        return new Samples(
                classId,
                targets,
                kind,
                items,
                opensAt,
                dueAt,
                graceMinutes,
                other,
                day,
                days,
                written,
                phone,
                printer,
                printerAlternative,
                checkIn,
                video,
                maxScore,
                levels);
    }

    Samples on(LocalDate other) {
        return new Samples(
                classId,
                targets,
                kind,
                items,
                opensAt,
                dueAt,
                graceMinutes,
                expectedMinutes,
                other,
                days,
                written,
                phone,
                printer,
                printerAlternative,
                checkIn,
                video,
                maxScore,
                levels);
    }

    Samples days(DayShare... others) {
        return new Samples(
                classId,
                targets,
                kind,
                items,
                opensAt,
                dueAt,
                graceMinutes,
                expectedMinutes,
                day,
                List.of(others),
                written,
                phone,
                printer,
                printerAlternative,
                checkIn,
                video,
                maxScore,
                levels);
    }

    Samples written(Boolean other) {
        return new Samples(
                classId,
                targets,
                kind,
                items,
                opensAt,
                dueAt,
                graceMinutes,
                expectedMinutes,
                day,
                days,
                other,
                phone,
                printer,
                printerAlternative,
                checkIn,
                video,
                maxScore,
                levels);
    }

    Samples phone(boolean other) {
        return new Samples(
                classId,
                targets,
                kind,
                items,
                opensAt,
                dueAt,
                graceMinutes,
                expectedMinutes,
                day,
                days,
                written,
                other,
                printer,
                printerAlternative,
                checkIn,
                video,
                maxScore,
                levels);
    }

    Samples printer(String alternative) {
        return new Samples(
                classId,
                targets,
                kind,
                items,
                opensAt,
                dueAt,
                graceMinutes,
                expectedMinutes,
                day,
                days,
                written,
                phone,
                true,
                alternative,
                checkIn,
                video,
                maxScore,
                levels);
    }

    Samples proof(boolean ofEveryDay, boolean byVideo) {
        return new Samples(
                classId,
                targets,
                kind,
                items,
                opensAt,
                dueAt,
                graceMinutes,
                expectedMinutes,
                day,
                days,
                written,
                phone,
                printer,
                printerAlternative,
                ofEveryDay,
                byVideo,
                maxScore,
                levels);
    }

    Samples marked(BigDecimal best, List<String> byLevels) {
        return new Samples(
                classId,
                targets,
                kind,
                items,
                opensAt,
                dueAt,
                graceMinutes,
                expectedMinutes,
                day,
                days,
                written,
                phone,
                printer,
                printerAlternative,
                checkIn,
                video,
                best,
                byLevels);
    }

    Samples of(String otherClass) {
        return new Samples(
                otherClass,
                targets,
                kind,
                items,
                opensAt,
                dueAt,
                graceMinutes,
                expectedMinutes,
                day,
                days,
                written,
                phone,
                printer,
                printerAlternative,
                checkIn,
                video,
                maxScore,
                levels);
    }

    NewAssignment made() {
        return new NewAssignment(
                classId,
                targets,
                null,
                "数学",
                kind,
                " 二次函数练习 ",
                null,
                items,
                null,
                opensAt,
                dueAt,
                graceMinutes,
                expectedMinutes,
                day,
                days,
                written,
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
