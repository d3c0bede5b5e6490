package io.airclass.homework.access;

import java.util.List;
import java.util.Optional;

/**
 * Whose homework concerns a person.
 *
 * @param classIds where the person or a child of the person learns
 * @param studentIds the person, where it learns, and the person's children
 * @param teacherId the person's own id, when the person sets homework
 */
public record Interest(List<String> classIds, List<String> studentIds, Optional<String> teacherId) {
    public Interest {
        classIds = List.copyOf(classIds);
        studentIds = List.copyOf(studentIds);
    }

    public boolean isEmpty() {
        return classIds.isEmpty() && teacherId.isEmpty();
    }
}
