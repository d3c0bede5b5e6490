package io.airclass.schedule.figures;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Figures of students are not told of fewer than {@value #STUDENTS_MIN}, and not of so many others that subtraction would tell them (C6). */
final class SmallGroups {
    static final long STUDENTS_MIN = 5;

    private SmallGroups() {}

    /** Whether there are some, but too few to tell of. */
    static boolean isSmall(long students) {
        return students > 0 && students < STUDENTS_MIN;
    }

    /**
     * Of parts whose sum is told: those that are small, and of the others the smallest, until what is left of the sum without the parts that
     * are told is of at least two parts and {@value #STUDENTS_MIN} students.
     *
     * @param students by part; who has none is not asked
     */
    static Set<String> hidden(Map<String, Long> students) {
        var hidden = new TreeSet<String>();
        long together = 0;
        for (String part : bySize(students)) {
            long size = students.get(part);
            boolean enough = hidden.isEmpty() ? !isSmall(size) : hidden.size() >= 2 && together >= STUDENTS_MIN;
            if (enough && !isSmall(size)) {
                break;
            }
            hidden.add(part);
            together += size;
        }
        return hidden;
    }

    private static List<String> bySize(Map<String, Long> students) {
        return students.entrySet().stream()
                .filter(part -> part.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
