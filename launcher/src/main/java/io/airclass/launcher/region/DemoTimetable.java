package io.airclass.launcher.region;

import io.airclass.launcher.region.Region.SchoolClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The week of a full class as the CSV that schools upload: {@code weekday,period,start,end,subject,teacherId,room}, weekday 1–7,
 * times local to the school. The two classes of a grade share their teachers: the second has the first one's week, a day later.
 */
public final class DemoTimetable {
    private static final String HEADER = "weekday,period,start,end,subject,teacherId,room\r\n";
    /** Begins at eight and leaves a quarter of an hour between lessons, as the rules in force ask. */
    private static final String[] TIMES = {
        "08:00,08:40", "08:55,09:35", "09:55,10:35", "10:50,11:30", "14:30,15:10", "15:25,16:05", "16:20,17:00"
    };

    private DemoTimetable() {}

    /** The timetable of a class, 35 lessons a week. */
    public static String csv(Region region, SchoolClass schoolClass) {
        var week = week(schoolClass.grade());
        int shift = Integer.parseInt(schoolClass.title().replaceAll("\\D", "")) - 1;
        var csv = new StringBuilder(HEADER);
        for (int day = 0; day < Curriculum.DAYS; day++) {
            for (int period = 0; period < Curriculum.PERIODS; period++) {
                var subject = week[(day + shift) % Curriculum.DAYS][period];
                csv.append("%d,%d,%s,%s,%s,%s\r\n"
                        .formatted(
                                day + 1,
                                period + 1,
                                TIMES[period],
                                subject,
                                region.teacherOf(schoolClass.id(), subject),
                                schoolClass.room()));
            }
        }
        return csv.toString();
    }

    /** Subjects by day and period; no subject has the same period on two days that follow each other, Friday and Monday included. */
    private static String[][] week(int grade) {
        var week = new String[Curriculum.DAYS][Curriculum.PERIODS];
        if (!fill(week, 0, Curriculum.periodsAWeek(grade))) {
            throw new IllegalStateException("no week fits the plan of grade " + grade);
        }
        return week;
    }

    private static boolean fill(String[][] week, int cell, Map<String, Integer> left) {
        if (cell == Curriculum.DAYS * Curriculum.PERIODS) {
            return true;
        }
        int day = cell / Curriculum.PERIODS;
        int period = cell % Curriculum.PERIODS;
        for (var subject : byPeriodsLeft(left)) {
            if (fits(week, day, period, subject)) {
                week[day][period] = subject;
                left.merge(subject, -1, Integer::sum);
                if (fill(week, cell + 1, left)) {
                    return true;
                }
                left.merge(subject, 1, Integer::sum);
                week[day][period] = null;
            }
        }
        return false;
    }

    private static List<String> byPeriodsLeft(Map<String, Integer> left) {
        var subjects = new ArrayList<>(left.keySet());
        subjects.removeIf(subject -> left.get(subject) == 0);
        subjects.sort(Comparator.comparing(left::get).reversed());
        return subjects;
    }

    private static boolean fits(String[][] week, int day, int period, String subject) {
        int today = 0;
        for (var other : week[day]) {
            today += subject.equals(other) ? 1 : 0;
        }
        boolean yesterday = day > 0 && subject.equals(week[day - 1][period]);
        boolean monday = day == Curriculum.DAYS - 1 && subject.equals(week[0][period]);
        return today < 2 && !yesterday && !monday;
    }
}
