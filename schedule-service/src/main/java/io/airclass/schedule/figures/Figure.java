package io.airclass.schedule.figures;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is counted. A lesson counts once for each class or group that takes part; days and places add up. */
public enum Figure {
    /** Lessons that the timetables have for the day, on which they stand there, of any mode. */
    PLANNED("planned"),
    /** Those of them that can be joined on the platform. */
    PLANNED_LIVE("plannedLive"),
    /** Lessons of any mode that do not take place. */
    CANCELLED("cancelled"),
    /** Those of them that were to be live. */
    CANCELLED_LIVE("cancelledLive"),
    /** Live lessons that took place. */
    HELD("held"),
    /** Seconds from their beginnings to their ends. */
    SECONDS_HELD("secondsHeld"),
    /** Held ones that began a minute or more after their time. */
    STARTED_LATE("startedLate"),
    /** Seconds by which all held ones began after their time. */
    SECONDS_LATE("secondsLate"),
    /** Held ones whose attendance is summed up. */
    ATTENDED("attended"),
    /** Students of the classes of attended lessons, once for each lesson. */
    ENROLLED("enrolled", true),
    /** Those of them that came at all. */
    JOINED("joined", true),
    /** Those that were there for long enough. */
    PRESENT("present", true),
    /** Students counted before the screen of a classroom. */
    SCREEN_STUDENTS("screenStudents", true),
    /** Minutes of students before telephones. */
    MINUTES_PHONE("minutesPhone", true),
    /** Minutes of students before tablets. */
    MINUTES_TABLET("minutesTablet", true),
    /** Minutes of students before computers. */
    MINUTES_PC("minutesPc", true),
    /** Minutes of students before television sets. */
    MINUTES_TV("minutesTv", true),
    /** Minutes of students before the screen of a classroom. */
    MINUTES_CLASSROOM("minutesClassroom", true),
    /** Lessons of which there was a replay. */
    REPLAYED("replayed"),
    /** Students that began to watch one, once for each replay. */
    REPLAY_VIEWS("replayViews", true),
    /** Students that missed a lesson and watched enough of its replay. */
    MADE_UP("madeUp", true),
    /** Students of the largest attended lesson of each class: of how many people the day's figures tell. */
    STUDENT_DAYS("studentDays", true),
    /** Classes that had a live lesson planned which was not cancelled, once for each day. */
    CLASS_DAYS("classDays"),
    /** Those of them that had one held. */
    CLASS_DAYS_COVERED("classDaysCovered"),
    /** Versions of timetables that were published, on the day on which they were. */
    PUBLISHED("published"),
    /** Those of them that were published in less time than the rules ask. */
    NOTICE_BREACHES("noticeBreaches");

    private static final Map<String, Figure> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toMap(Figure::key, Function.identity()));

    private final String key;
    private final boolean ofStudents;

    Figure(String key) {
        this(key, false);
    }

    Figure(String key, boolean ofStudents) {
        this.key = key;
        this.ofStudents = ofStudents;
    }

    /** As it is stored and answered. */
    public String key() {
        return key;
    }

    /** Whether it tells of students, so that it is not told of a few. */
    public boolean ofStudents() {
        return ofStudents;
    }

    static Figure of(String key) {
        return BY_KEY.get(key);
    }
}
