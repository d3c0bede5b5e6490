package io.airclass.roster.intake;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.kit.store.Stored;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.people.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the relation that a row stood for, among those that its person still has, and writes down which it stands for now. A whole bundle
 * writes the rows of a class or organisation anew; so what stands there is never older than the last change of the row. Not for several
 * threads.
 */
final class WholeRows {
    /** The subject of who teaches a class without any. */
    private static final String UNSAID = "";

    private final DeltaStored stored;
    private final Map<String, Map<Long, List<RowIds.Entry>>> byPlace = new HashMap<>();
    private final Map<String, Map<Key, Byte>> next = new HashMap<>();

    private record Key(long row, long person) {}

    /** Somebody in a class, or with a role at an organisation, as {@link SourceRow#said()}. */
    private record Relation(String place, Key key, byte kind) {}

    WholeRows(DeltaStored stored) {
        this.stored = stored;
    }

    // What it stood for

    /**
     * As {@link SourceRow#said()}; nothing where the row was not there, or not of this person, or its relation is gone.
     *
     * @param said by the last change of the row
     */
    List<String> before(DeltaRow row, List<String> said) {
        long id = RowIds.hash(row.row().id());
        return holders(row, said)
                .flatMap(personId -> places(row.file(), personId).flatMap(place -> entries(place, personId)
                        .filter(entry -> entry.row() == id)
                        .map(entry -> relation(row.file(), place, personId, entry, said))))
                .findFirst()
                .orElse(said);
    }

    /** Where both mean the same the change knows the subjects, if it says any. */
    private List<String> relation(
            BundleFile file, String place, String personId, RowIds.Entry entry, List<String> said) {
        var known = relation(file, entry.row(), said);
        if (known.isPresent()
                && (entry.kind() != RowIds.TEACHER || file == BundleFile.ROLES || said.size() > 3)
                && known.get().equals(new Relation(place, new Key(entry.row(), entry.person()), entry.kind()))) {
            return said;
        }
        return (file == BundleFile.ENROLLMENTS ? enrolment(entry, place, personId) : role(entry, place, personId))
                .orElse(List.of());
    }

    /** Of whom the row may have been: whom it names, and whom its last change named. */
    static Stream<String> holders(DeltaRow row, List<String> said) {
        return Stream.concat(
                        Stream.of(row.row().text("userSourcedId")),
                        said.isEmpty() ? Stream.empty() : Stream.of(said.get(personAt(row.file()))))
                .distinct();
    }

    private static int personAt(BundleFile file) {
        return file == BundleFile.ENROLLMENTS ? 1 : 0;
    }

    /** Where the person is now. */
    private Stream<String> places(BundleFile file, String personId) {
        var person = stored.people().get(personId);
        return person == null ? Stream.empty() : places(file, personId, person.value());
    }

    /** The documents that say for which rows this person's enrolments, or roles, stand. */
    static Stream<String> places(BundleFile file, String personId, Person person) {
        return file == BundleFile.ENROLLMENTS
                ? person.allClassIds().stream().map(RowIds::ofClass)
                : person.grants().stream()
                        .map(grant -> RowIds.ofOrg(grant.org(), RowIds.hash(personId)))
                        .distinct();
    }

    private Stream<RowIds.Entry> entries(String place, String personId) {
        return byPlace.computeIfAbsent(place, this::byPerson).getOrDefault(RowIds.hash(personId), List.of()).stream();
    }

    private Map<Long, List<RowIds.Entry>> byPerson(String place) {
        return known(place).all().stream().collect(Collectors.groupingBy(RowIds.Entry::person));
    }

    private RowIds known(String place) {
        var known = stored.rowIds().get(place);
        return known == null ? RowIds.NONE : known.value();
    }

    private Optional<List<String>> role(RowIds.Entry entry, String place, String personId) {
        return stored.people().get(personId).value().grants().stream()
                .filter(grant -> RowIds.ofOrg(grant.org(), entry.person()).equals(place)
                        && RowIds.kindOf(grant.role()) == entry.kind())
                .findFirst()
                .map(grant -> List.of(personId, grant.org(), grant.role().name()));
    }

    private Optional<List<String>> enrolment(RowIds.Entry entry, String place, String personId) {
        var person = stored.people().get(personId).value();
        return person.allClassIds().stream()
                .filter(classId -> RowIds.ofClass(classId).equals(place))
                .findFirst()
                .flatMap(classId -> Optional.ofNullable(stored.classes().get(classId))
                        .map(Stored::value)
                        .flatMap(known ->
                                relation(entry, entries(place, personId).toList(), classId, personId, known)));
    }

    private static Optional<List<String>> relation(
            RowIds.Entry entry, List<RowIds.Entry> theirs, String classId, String personId, SchoolClass known) {
        if (entry.kind() == RowIds.STUDENT) {
            return known.studentIds().contains(personId)
                    ? Optional.of(List.of(classId, personId, "student"))
                    : Optional.empty();
        }
        var taught = known.teachers().stream()
                .filter(teacher -> teacher.personId().equals(personId))
                .map(ClassTeacher::subject)
                .toList();
        if (entry.kind() == RowIds.TEACHER) {
            return whole(entry, theirs, taught).map(subjects -> teaching(classId, personId, subjects));
        }
        var subjects = taught.stream()
                .filter(subject -> entry.kind() == RowIds.kindOf(subject))
                .toList();
        return subjects.size() == 1 ? Optional.of(teaching(classId, personId, subjects)) : Optional.empty();
    }

    /**
     * The subjects of a row that named none or several: all, which is said by none, or those for which no other row stands; empty where that
     * cannot be told.
     */
    private static Optional<List<String>> whole(RowIds.Entry entry, List<RowIds.Entry> theirs, List<String> taught) {
        var others = theirs.stream()
                .filter(each -> each.row() != entry.row() && each.kind() != RowIds.STUDENT)
                .map(RowIds.Entry::kind)
                .toList();
        if (others.isEmpty()) {
            return Optional.of(List.of());
        }
        var rest = taught.stream()
                .filter(subject -> !others.contains(RowIds.kindOf(subject)))
                .toList();
        return others.contains(RowIds.TEACHER)
                ? Optional.empty()
                : Optional.of(rest.isEmpty() ? List.of(UNSAID) : rest);
    }

    private static List<String> teaching(String classId, String personId, List<String> subjects) {
        return Stream.concat(Stream.of(classId, personId, "teacher"), subjects.stream())
                .toList();
    }

    // What it stands for now

    /** The documents that {@link #heard} may write for a row, besides those of the places where its people are. */
    static Stream<String> named(DeltaRow row) {
        return switch (row.file()) {
            case ENROLLMENTS -> Stream.of(RowIds.ofClass(row.row().text("classSourcedId")));
            case ROLES ->
                Stream.of(RowIds.ofOrg(
                        row.row().text("orgSourcedId"), RowIds.hash(row.row().text("userSourcedId"))));
            default -> Stream.of();
        };
    }

    /**
     * A change says what the row stands for.
     *
     * @param said by the last change of the row before this one
     * @param now nothing where it stands for no relation any more
     */
    void heard(DeltaRow row, List<String> said, List<String> now) {
        long id = RowIds.hash(row.row().id());
        var wanted = relation(row.file(), id, now);
        holders(row, said).forEach(personId -> places(row.file(), personId)
                .forEach(place -> next(place).remove(new Key(id, RowIds.hash(personId)))));
        wanted.filter(relation -> next(relation.place()).size() < RowIds.ENTRIES_MAX)
                .ifPresent(relation -> next(relation.place()).put(relation.key(), relation.kind()));
    }

    private Map<Key, Byte> next(String place) {
        return next.computeIfAbsent(place, _ -> known(place).all().stream()
                .collect(Collectors.toMap(
                        entry -> new Key(entry.row(), entry.person()),
                        RowIds.Entry::kind,
                        (first, _) -> first,
                        HashMap::new)));
    }

    private static Optional<Relation> relation(BundleFile file, long row, List<String> said) {
        if (said.isEmpty()) {
            return Optional.empty();
        }
        long person = RowIds.hash(said.get(personAt(file)));
        if (file == BundleFile.ROLES) {
            return Optional.of(new Relation(
                    RowIds.ofOrg(said.get(1), person),
                    new Key(row, person),
                    RowIds.kindOf(Role.valueOf(said.getLast()))));
        }
        byte kind = said.get(2).equals("student") ? RowIds.STUDENT : RowIds.kindOfTeacher(said.subList(3, said.size()));
        return Optional.of(new Relation(RowIds.ofClass(said.getFirst()), new Key(row, person), kind));
    }

    /** By document, only those that are not stored so already. */
    Map<String, RowIds> changed() {
        var changed = new HashMap<String, RowIds>();
        next.forEach((place, entries) -> {
            var all = new ArrayList<RowIds.Entry>();
            entries.forEach((key, kind) -> all.add(new RowIds.Entry(key.row(), key.person(), kind)));
            var rowIds = RowIds.of(all);
            if (!Objects.equals(rowIds, known(place))) {
                changed.put(place, rowIds);
            }
        });
        return changed;
    }
}
