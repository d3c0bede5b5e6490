package io.airclass.homework.access;

import io.airclass.rosterview.SchoolClass;
import java.util.Set;

/**
 * What a person is to a class.
 *
 * @param teaches whether the person teaches or heads it
 * @param learns whether the person is a student of it
 * @param oversees whether the person is staff of its school or of an office above; sees homework, not children's work
 * @param childIds the students of it whose guardian the person is
 */
public record Standing(
        SchoolClass schoolClass, boolean teaches, boolean learns, boolean oversees, Set<String> childIds) {
    public Standing {
        childIds = Set.copyOf(childIds);
    }

    /** Whether the person may see what the class has to do. */
    public boolean sees() {
        return teaches || learns || oversees || !childIds.isEmpty();
    }
}
