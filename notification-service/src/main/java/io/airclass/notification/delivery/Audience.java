package io.airclass.notification.delivery;

import java.util.List;

/** Whom a notice concerns, before anyone is looked up. */
sealed interface Audience {
    /** The students of the class and their guardians. */
    record StudentsAndGuardians() implements Audience {}

    /** The students of the class, their guardians, and everyone who teaches or heads it. */
    record WholeClass() implements Audience {}

    /** Some students of the class and their guardians. */
    record SomeStudents(List<String> studentIds) implements Audience {
        public SomeStudents {
            studentIds = List.copyOf(studentIds);
        }
    }

    /** One student and the student's guardians. */
    record OneStudent(String studentId) implements Audience {}
}
