package io.airclass.roster.intake;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the relation that a row of a whole bundle stood for, among those that its person still has. Not for several threads. */
final class WholeRows {
    private static final Role[] ROLES = Role.values();

    private final DeltaStored stored;
    private final Map<String, Map<Long, List<RowIds.Entry>>> byPlace = new HashMap<>();

    WholeRows(DeltaStored stored) {
        this.stored = stored;
    }

    /** As {@link SourceRow#said()}; nothing where the row was not there, or not of this person, or its relation is gone. */
    List<String> before(DeltaRow row, String personId, Person person) {
        long id = RowIds.hash(row.row().id());
        Stream<Optional<List<String>>> found = row.file() == BundleFile.ENROLLMENTS
                ? Stream.concat(person.classIds().stream(), person.taughtClassIds().stream())
                        .distinct()
                        .map(classId -> enrolment(id, classId, personId))
                : person.grants().stream().map(grant -> role(id, grant, personId));
        return found.flatMap(Optional::stream).findFirst().orElse(List.of());
    }

    private List<RowIds.Entry> of(String place, String personId) {
        return byPlace.computeIfAbsent(place, this::byPerson).getOrDefault(RowIds.hash(personId), List.of());
    }

    private Map<Long, List<RowIds.Entry>> byPerson(String place) {
        var known = stored.rowIds().get(place);
        return known == null
                ? Map.of()
                : known.value().all().stream().collect(Collectors.groupingBy(RowIds.Entry::person));
    }

    private Optional<List<String>> role(long id, Grant grant, String personId) {
        return of(RowIds.ofOrg(grant.org()), personId).stream()
                .filter(entry -> entry.row() == id && ROLES[entry.kind()] == grant.role())
                .findFirst()
                .map(_ -> List.of(personId, grant.org(), grant.role().name()));
    }

    private Optional<List<String>> enrolment(long id, String classId, String personId) {
        var theirs = of(RowIds.ofClass(classId), personId);
        var known = stored.classes().get(classId);
        return theirs.stream()
                .filter(entry -> entry.row() == id && known != null)
                .findFirst()
                .flatMap(entry -> relation(entry, theirs, classId, personId, known.value()));
    }

    private static Optional<List<String>> relation(
            RowIds.Entry entry, List<RowIds.Entry> theirs, String classId, String personId, SchoolClass known) {
        if (entry.kind() == RowIds.STUDENT) {
            return known.studentIds().contains(personId)
                    ? Optional.of(List.of(classId, personId, "student"))
                    : Optional.empty();
        }
        if (entry.kind() == RowIds.TEACHER) {
            boolean sole = theirs.stream()
                            .filter(each -> each.kind() != RowIds.STUDENT)
                            .count()
                    == 1;
            return sole ? Optional.of(List.of(classId, personId, "teacher")) : Optional.empty();
        }
        var subjects = known.teachers().stream()
                .filter(teacher -> teacher.personId().equals(personId))
                .map(ClassTeacher::subject)
                .filter(subject -> entry.kind() == RowIds.kindOf(subject))
                .toList();
        return subjects.size() == 1
                ? Optional.of(List.of(classId, personId, "teacher", subjects.getFirst()))
                : Optional.empty();
    }
}
