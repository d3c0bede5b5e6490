package io.airclass.homework.assignment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * To whom of a class homework is set.
 *
 * @param studentIds of the class; absent or empty is the whole class
 */
public record AskedTarget(
        @NotNull @Pattern(regexp = NewAssignment.ID) String classId,
        @Size(max = STUDENTS_MAX) List<@NotNull @Pattern(regexp = NewAssignment.ID) String> studentIds) {
    static final int STUDENTS_MAX = 100;

    public AskedTarget {
        studentIds =
                studentIds == null ? List.of() : studentIds.stream().distinct().toList();
    }
}
