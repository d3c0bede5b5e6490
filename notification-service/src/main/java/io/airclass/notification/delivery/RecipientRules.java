package io.airclass.notification.delivery;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who belongs to an audience. */
final class RecipientRules {
    private RecipientRules() {}

    /** The students whose guardians must be known to answer {@link #recipients}. */
    static List<String> students(Audience audience, List<String> studentsOfClass) {
        return switch (audience) {
            case Audience.StudentsAndGuardians _, Audience.WholeClass _ -> studentsOfClass;
            case Audience.SomeStudents some -> some.studentIds();
            case Audience.OneStudent one -> List.of(one.studentId());
        };
    }

    /**
     * Each recipient once; a guardian of two of the students is two recipients.
     *
     * @param teachersOfClass who teaches or heads the class
     * @param guardians of each student
     */
    static List<Recipient> recipients(
            Audience audience,
            List<String> studentsOfClass,
            List<String> teachersOfClass,
            Map<String, List<String>> guardians) {
        Stream<Recipient> families = students(audience, studentsOfClass).stream()
                .flatMap(student -> family(student, guardians.getOrDefault(student, List.of())));
        Stream<Recipient> teachers =
                switch (audience) {
                    case Audience.WholeClass _ -> teachersOfClass.stream().map(Recipient.Self::new);
                    case Audience.StudentsAndGuardians _, Audience.SomeStudents _, Audience.OneStudent _ ->
                        Stream.empty();
                };
        return Stream.concat(families, teachers).distinct().toList();
    }

    private static Stream<Recipient> family(String student, List<String> guardians) {
        return Stream.concat(
                Stream.of(new Recipient.Self(student)),
                guardians.stream().map(guardian -> new Recipient.Guardian(guardian, student)));
    }
}
