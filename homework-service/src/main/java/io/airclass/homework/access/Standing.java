package io.airclass.homework.access;

import io.airclass.rosterview.SchoolClass;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** What the person is to this class, with their children in another one. */
    public Standing and(Standing other) {
        return new Standing(
                schoolClass,
                teaches,
                learns,
                oversees,
                Stream.concat(childIds.stream(), other.childIds.stream()).collect(Collectors.toSet()));
    }

    /** Whether the person may see what the class has to do. */
    public boolean sees() {
        return teaches || learns || oversees || !childIds.isEmpty();
    }
}
