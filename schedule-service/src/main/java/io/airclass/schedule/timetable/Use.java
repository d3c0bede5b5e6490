package io.airclass.schedule.timetable;

import java.util.Arrays;
import java.util.Optional;

/** What a time of the timetable is for. */
public enum Use {
    LESSON("上课"),
    /** Evening study (晚自习). */
    EVENING_STUDY("晚自习"),
    /** After-school service (课后服务). */
    AFTER_SCHOOL("课后服务");

    private final String chinese;

    Use(String chinese) {
        this.chinese = chinese;
    }

    public String chinese() {
        return chinese;
    }

    /** By its name in any case, or its Chinese word. */
    public static Optional<Use> named(String text) {
        return Arrays.stream(values())
                .filter(use -> use.name().equalsIgnoreCase(text) || use.chinese.equals(text))
                .findFirst();
    }
}
