package io.airclass.homework.budget;

import java.time.LocalDate;

/** The days that homework can be on: of this century, as everywhere in the suite. */
public final class Dates {
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 12, 31);

    private Dates() {}

    public static boolean isOutside(LocalDate day) {
        return day.isBefore(FIRST) || day.isAfter(LAST);
    }
}
