package io.airclass.schedule.timetable;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.schedule.timetable.TimetableService.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/**
 * A timetable as it is sent.
 *
 * @param lastDay inclusive
 * @param returned what a reviewer asked to be changed; absent where nobody did
 * @param lessons a week of the draft, or of the newest version
 * @param warnings what stands in the way of publishing the draft, and what is advised
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TimetableResponse(
        String classId,
        State state,
        LocalDate effectiveFrom,
        LocalDate lastDay,
        boolean temporary,
        String why,
        String returned,
        List<LessonOfWeek> lessons,
        List<Warning> warnings,
        List<Version> versions) {
    enum State {
        DRAFT,
        SUBMITTED,
        APPROVED,
        PUBLISHING,
        PUBLISHED
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record LessonOfWeek(
            int weekday,
            int period,
            @JsonFormat(pattern = "HH:mm") LocalTime start,
            @JsonFormat(pattern = "HH:mm") LocalTime end,
            String subject,
            String teacherId,
            String room,
            Mode mode,
            String means,
            Use use,
            String weeks,
            String joint,
            String studio,
            Boolean open,
            LocalDate from,
            LocalDate until) {
        static LessonOfWeek of(Slot slot) {
            return new LessonOfWeek(
                    slot.weekday().getValue(),
                    slot.period(),
                    slot.start(),
                    slot.end(),
                    slot.subject(),
                    slot.teacherId(),
                    slot.room(),
                    slot.mode(),
                    slot.means(),
                    slot.use(),
                    slot.weeks().toString(),
                    slot.joint(),
                    slot.studio(),
                    slot.open() ? true : null,
                    slot.from(),
                    slot.until());
        }
    }

    /**
     * @param type the slug of the refusal that it would be, or is
     * @param refuses whether the draft cannot be published so
     */
    record Warning(String type, boolean refuses, Map<String, Object> facts) {}

    record Version(
            int number,
            LocalDate effectiveFrom,
            LocalDate lastDay,
            boolean temporary,
            int lessonsPerWeek,
            String why,
            String approvedBy,
            String publishedBy,
            Instant publishedAt,
            boolean emergency) {
        static Version of(VersionHead head) {
            return new Version(
                    head.number(),
                    head.effectiveFrom(),
                    head.lastDay(),
                    head.temporary(),
                    head.lessonsPerWeek(),
                    head.why(),
                    head.approvedBy(),
                    head.publishedBy(),
                    head.publishedAt(),
                    head.emergency());
        }
    }

    static TimetableResponse of(Shown shown) {
        var timetable = shown.timetable().value();
        return new TimetableResponse(
                shown.timetable().id(),
                switch (timetable) {
                    case Timetable.Drafted _ -> State.DRAFT;
                    case Timetable.Submitted _ -> State.SUBMITTED;
                    case Timetable.Approved _ -> State.APPROVED;
                    case Timetable.Publishing _ -> State.PUBLISHING;
                    case Timetable.Published _ -> State.PUBLISHED;
                },
                shown.week().effectiveFrom(),
                shown.week().lastDay(),
                shown.week().temporary(),
                shown.week().why(),
                timetable instanceof Timetable.Drafted drafted ? drafted.returned() : null,
                shown.week().slots().stream().map(LessonOfWeek::of).toList(),
                shown.warnings().stream()
                        .map(warning -> new Warning(
                                warning.rejection().slug(),
                                warning.refuses(),
                                warning.rejection().facts()))
                        .toList(),
                timetable.versions().stream().map(Version::of).toList());
    }
}
