package io.airclass.roster.people;

import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.PersonGrant;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A person; all lists are sorted. An import replaces all of it but {@code issued} and {@code past}.
 *
 * @param enabled whether the person may sign in
 * @param grants those of the imported roster, which have no end of their own
 * @param classIds the classes the person is a student of
 * @param taughtClassIds the classes the person teaches or is head teacher of
 * @param issued grants that officers gave, the ended ones among them
 * @param past the classes that the person was a student of and is no more, the last {@value #PAST_MAX}, the latest last
 */
public record Person(
        String familyName,
        String givenName,
        boolean enabled,
        List<Grant> grants,
        List<String> schoolIds,
        List<String> classIds,
        List<String> taughtClassIds,
        List<String> guardianIds,
        List<String> childIds,
        List<IssuedGrant> issued,
        List<PastClass> past) {
    static final int PAST_MAX = 60;

    public Person {
        grants = List.copyOf(grants);
        schoolIds = List.copyOf(schoolIds);
        classIds = List.copyOf(classIds);
        taughtClassIds = List.copyOf(taughtClassIds);
        guardianIds = List.copyOf(guardianIds);
        childIds = List.copyOf(childIds);
        issued = issued == null ? List.of() : List.copyOf(issued);
        past = past == null ? List.of() : List.copyOf(past);
    }

    /** The classes that the person is in, as a student or a teacher; each once. */
    public List<String> allClassIds() {
        return Stream.concat(classIds.stream(), taughtClassIds.stream())
                .distinct()
                .toList();
    }

    /** The same, with those that these children are students of. */
    public List<String> classIdsWith(Collection<Person> children) {
        return Stream.concat(allClassIds().stream(), children.stream().flatMap(child -> child.classIds().stream()))
                .distinct()
                .toList();
    }

    /** What the person may be at that instant: by the imported roster, and by what officers gave. */
    public List<Grant> grantsAt(Instant at) {
        return Stream.concat(
                        grants.stream(),
                        issued.stream().filter(grant -> grant.holdsAt(at)).map(IssuedGrant::grant))
                .distinct()
                .sorted()
                .toList();
    }

    /** When {@link #grantsAt} next says something else; empty where it never does by itself. */
    public Optional<Instant> nextChangeAfter(Instant at) {
        return issued.stream()
                .flatMap(grant -> Stream.of(grant.from(), grant.end()))
                .filter(instant -> instant != null && instant.isAfter(at))
                .min(Comparator.naturalOrder());
    }

    /** Somebody of whom nothing but the roster is known. */
    public static Person imported(
            String familyName,
            String givenName,
            boolean enabled,
            List<Grant> grants,
            List<String> schoolIds,
            List<String> classIds,
            List<String> taughtClassIds,
            List<String> guardianIds,
            List<String> childIds) {
        return new Person(
                familyName,
                givenName,
                enabled,
                grants,
                schoolIds,
                classIds,
                taughtClassIds,
                guardianIds,
                childIds,
                List.of(),
                List.of());
    }

    /** This person with what the known state of the same person has and an import does not tell. */
    public Person keeping(Person known, Instant at) {
        return with(grants, schoolIds, classIds, known.issued, known.pastWithout(classIds, at));
    }

    /** With other classes; those that were left are remembered. */
    public Person withClasses(List<String> others, Instant at) {
        return with(grants, schoolIds, others, issued, pastWithout(others, at));
    }

    /** With other grants of the roster, and other schools. */
    public Person granted(List<Grant> others, List<String> otherSchoolIds) {
        return with(others, otherSchoolIds, classIds, issued, past);
    }

    public Person issued(List<IssuedGrant> others) {
        return with(grants, schoolIds, classIds, others, past);
    }

    /** The classes of the past, once the person belongs to no others than these. */
    private List<PastClass> pastWithout(List<String> others, Instant at) {
        var remembered = Stream.concat(
                        past.stream(),
                        classIds.stream().filter(id -> !others.contains(id)).map(id -> new PastClass(id, at)))
                .toList();
        return remembered.subList(Math.max(0, remembered.size() - PAST_MAX), remembered.size());
    }

    private Person with(
            List<Grant> itsGrants,
            List<String> itsSchools,
            List<String> itsClasses,
            List<IssuedGrant> itsIssued,
            List<PastClass> itsPast) {
        return new Person(
                familyName,
                givenName,
                enabled,
                itsGrants,
                itsSchools,
                itsClasses,
                taughtClassIds,
                guardianIds,
                childIds,
                itsIssued,
                itsPast);
    }

    /** Family name first, as it is written in Chinese; with a space between where the name is in Latin letters. */
    public String name() {
        boolean latin =
                givenName.chars().allMatch(c -> c < 0x250) && familyName.chars().allMatch(c -> c < 0x250);
        return latin ? givenName + " " + familyName : familyName + givenName;
    }

    /** Somebody who has left keeps an id, and no name. */
    public boolean isDeleted() {
        return familyName.isEmpty() && givenName.isEmpty();
    }

    public PersonChangedV1 changed(String id) {
        var told = Stream.concat(
                        grants.stream().map(grant -> new PersonGrant(grant.role(), grant.org(), null, null)),
                        issued.stream().filter(IssuedGrant::everHolds).map(IssuedGrant::told))
                .toList();
        return new PersonChangedV1(
                id,
                told.stream().map(PersonGrant::role).distinct().toList(),
                schoolIds,
                classIds,
                guardianIds,
                childIds,
                told,
                isDeleted(),
                enabled ? null : Boolean.TRUE);
    }
}
