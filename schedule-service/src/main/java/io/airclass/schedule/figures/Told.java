package io.airclass.schedule.figures;

import java.util.List;

/**
 * Figures as they are told.
 *
 * @param hiddenDays days whose figures of students are left out, because they would tell of a few
 * @param studentsTold whether any figures of students are told
 */
record Told(Sums sums, int hiddenDays, boolean studentsTold) {
    static final Told NOTHING = new Told(Sums.NONE, 0, true);

    /** Of one day. */
    static Told of(Sums day, boolean hidden) {
        boolean leftOut = hidden && day.of(Figure.STUDENT_DAYS) > 0;
        return leftOut ? new Told(day.withoutStudents(), 1, false) : new Told(day, 0, true);
    }

    /** Of several days: those of students are told where those of any day are. */
    static Told add(List<Told> days) {
        int hidden = days.stream().mapToInt(Told::hiddenDays).sum();
        boolean anyTold = days.stream().anyMatch(day -> day.sums().of(Figure.STUDENT_DAYS) > 0);
        return new Told(Sums.add(days.stream().map(Told::sums).toList()), hidden, hidden == 0 || anyTold);
    }

    /**
     * Part of a whole, four decimals.
     *
     * @return null where there is no whole, or it is not told
     */
    Double share(Figure part, Figure... whole) {
        boolean told = studentsTold || !part.ofStudents();
        long all = 0;
        for (var each : whole) {
            all += sums.of(each);
        }
        return told && all > 0 ? Share.rounded(sums.of(part), all) : null;
    }

    /** The count; null where it is not told. */
    Long of(Figure figure) {
        return studentsTold || !figure.ofStudents() ? sums.of(figure) : null;
    }
}
