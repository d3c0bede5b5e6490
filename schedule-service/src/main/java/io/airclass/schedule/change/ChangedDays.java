package io.airclass.schedule.change;

import io.airclass.contracts.MayBeAbsent;
import java.util.List;

/**
 * What is changed in one timetable in one school year.
 *
 * @param number of the last change
 * @param changes one a lesson, at most {@link ChangeRules#CHANGES_MAX}
 * @param teacherIds who gives lessons by these changes, each once
 * @param pending the change that is being made; absent where none is
 */
public record ChangedDays(
        String holderId,
        String schoolId,
        String schoolYear,
        int number,
        List<DayChange> changes,
        List<String> teacherIds,
        @MayBeAbsent String pending) {
    public ChangedDays {
        changes = List.copyOf(changes);
        teacherIds = List.copyOf(teacherIds);
    }

    static ChangedDays none(String holderId, String schoolId, String schoolYear) {
        return new ChangedDays(holderId, schoolId, schoolYear, 0, List.of(), List.of(), null);
    }

    ChangedDays givenTo(String change) {
        return new ChangedDays(holderId, schoolId, schoolYear, number, changes, teacherIds, change);
    }

    boolean isGivenTo(String change) {
        return change.equals(pending);
    }
}
