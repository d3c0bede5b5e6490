package io.airclass.homework.budget;

import io.airclass.rosterview.SchoolClass;
import java.util.List;

/**
 * A class whose minutes are asked for.
 *
 * @param studentIds who of the class has it to do; empty for the whole class
 */
public record Concerned(SchoolClass schoolClass, List<String> studentIds) {
    public Concerned {
        studentIds = List.copyOf(studentIds);
    }
}
