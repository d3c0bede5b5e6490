package io.airclass.schedule.timetable;

import java.util.Arrays;
import java.util.Optional;

/** How a lesson is held. */
public enum Mode {
    /** In the classroom; the mode of ordinary times. */
    CLASSROOM("课堂"),
    /** Given live for many schools by a central live school (集中直播). */
    CENTRAL_LIVE("集中直播"),
    /** Given live by a teacher of the school (学校直播). */
    SCHOOL_LIVE("学校直播"),
    /** A recording that is watched when it suits (点播). */
    ON_DEMAND("点播"),
    /** Learning by oneself with a task sheet (自主学习). */
    SELF_STUDY("自主学习"),
    /** On television, with channel and time (电视). */
    TV("电视"),
    /** A live lesson of somebody outside the region (校外直播). */
    OUTSIDE_LIVE("校外直播"),
    /** Guidance online after the lesson (在线辅导). */
    TUTORING("在线辅导"),
    /** By voice in the class's group (语音授课). */
    AUDIO_ONLY("语音授课");

    private final String chinese;

    Mode(String chinese) {
        this.chinese = chinese;
    }

    /** As it stands in a Chinese file. */
    public String chinese() {
        return chinese;
    }

    /** By its name in any case, or its Chinese word. */
    public static Optional<Mode> named(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.name().equalsIgnoreCase(text) || mode.chinese.equals(text))
                .findFirst();
    }

    /** Whether people gather in one place for it (线下). */
    public boolean inPerson() {
        return this == CLASSROOM;
    }

    /** Whether a pupil looks at a small screen for it; television and voice are not counted. */
    public boolean onScreen() {
        return switch (this) {
            case CENTRAL_LIVE, SCHOOL_LIVE, ON_DEMAND, OUTSIDE_LIVE, TUTORING -> true;
            case CLASSROOM, SELF_STUDY, TV, AUDIO_ONLY -> false;
        };
    }

    /** Whether somebody of the platform gives it live, so that it can be joined. */
    public boolean live() {
        return this == CENTRAL_LIVE || this == SCHOOL_LIVE || this == TUTORING;
    }

    /** Whether it reaches those who are elsewhere, so that many schools can receive it. */
    public boolean reachesOthers() {
        return switch (this) {
            case CENTRAL_LIVE, SCHOOL_LIVE, TUTORING, OUTSIDE_LIVE, TV, ON_DEMAND -> true;
            case CLASSROOM, SELF_STUDY, AUDIO_ONLY -> false;
        };
    }

    /** Whether it says by what means: the channel, the task sheet, the recording, the address. */
    public boolean needsMeans() {
        return switch (this) {
            case ON_DEMAND, SELF_STUDY, TV, OUTSIDE_LIVE -> true;
            case CLASSROOM, CENTRAL_LIVE, SCHOOL_LIVE, TUTORING, AUDIO_ONLY -> false;
        };
    }

    /** Whether a teacher of the roster gives it; the others may name one who looks after it. */
    public boolean needsTeacher() {
        return !needsMeans();
    }
}
