package io.airclass.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Who a question is about: pupils of one stage and grade.
 *
 * @param grade 1 to 12, or 0 where the stage has no school grade
 */
public record Cohort(Stage stage, int grade) {
    private static final int GRADE_MAX = 12;
    private static final List<Cohort> ALL = all();

    /** @throws IllegalArgumentException if the stage has no such grade */
    public Cohort {
        if (!exists(stage, grade)) {
            throw new IllegalArgumentException("There is no grade " + grade + " in stage " + stage);
        }
    }

    /**
     * The cohort of a class as the roster knows it. The years of kindergartens, vocational schools and universities that are not
     * school grades (10 to 12 for vocational schools) are left out, so that no rule for small children meets them.
     */
    public static Cohort of(Stage stage, int grade) {
        boolean ungraded = stage == Stage.KINDERGARTEN || stage == Stage.UNIVERSITY || stage == Stage.VOCATIONAL;
        return new Cohort(stage, ungraded && !exists(stage, grade) ? 0 : grade);
    }

    /**
     * The cohort of a class whose grade may not fit its stage: it then counts by its grade, or as the youngest of its stage. Nobody is
     * without rules because of a mistake in a roster.
     */
    public static Cohort nearest(Stage stage, int grade) {
        try {
            return of(stage, grade);
        } catch (IllegalArgumentException unfit) {
            return grade >= 1 && grade <= GRADE_MAX
                    ? ofGrade(grade)
                    : ALL.stream()
                            .filter(cohort -> cohort.stage() == stage)
                            .findFirst()
                            .orElseThrow();
        }
    }

    /** The cohort of a grade of an ordinary school: primary to 6, junior to 9, senior to 12. */
    public static Cohort ofGrade(int grade) {
        return new Cohort(grade <= 6 ? Stage.PRIMARY : grade <= 9 ? Stage.JUNIOR : Stage.SENIOR, grade);
    }

    /** Every cohort that exists. */
    public static List<Cohort> everyone() {
        return ALL;
    }

    /** Grade 6 is primary, or junior where schools count five years and four. */
    private static boolean exists(Stage stage, int grade) {
        return switch (stage) {
            case KINDERGARTEN, UNIVERSITY -> grade == 0;
            case PRIMARY -> grade >= 1 && grade <= 6;
            case JUNIOR -> grade >= 6 && grade <= 9;
            case SENIOR -> grade >= 10 && grade <= GRADE_MAX;
            case VOCATIONAL -> grade == 0 || grade >= 10 && grade <= GRADE_MAX;
        };
    }

    private static List<Cohort> all() {
        var cohorts = new ArrayList<Cohort>();
        for (var stage : Stage.values()) {
            for (int grade = 0; grade <= GRADE_MAX; grade++) {
                if (exists(stage, grade)) {
                    cohorts.add(new Cohort(stage, grade));
                }
            }
        }
        return List.copyOf(cohorts);
    }
}
