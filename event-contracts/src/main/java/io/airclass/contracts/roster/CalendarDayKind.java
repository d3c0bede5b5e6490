package io.airclass.contracts.roster;

/** In which way a day differs from the week. */
public enum CalendarDayKind {
    /** No lessons (放假). */
    HOLIDAY,
    /** The lessons of a named weekday (调休上课). */
    ADJUSTED
}
