package io.airclass.contracts.schedule;

/** What happened to one dated lesson. */
public enum LessonChangeKind {
    /** Somebody else gives it (代课). */
    COVERED,
    /** It takes place at another time or in another room (调课). */
    MOVED,
    /** Two lessons of one class or group exchanged their times (换课). */
    SWAPPED,
    /** It does not take place (停课). */
    CANCELLED,
    /** It takes place again as the timetable has it. */
    RESTORED
}
