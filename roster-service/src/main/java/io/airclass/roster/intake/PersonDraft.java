package io.airclass.roster.intake;

import io.airclass.contracts.Role;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.Person;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A person while a bundle of changes is worked in. Not for several threads. */
final class PersonDraft {
    final Set<Grant> grants = new TreeSet<>();
    final Set<String> classes = new TreeSet<>();
    final Set<String> taught = new TreeSet<>();
    final Set<String> guardians = new TreeSet<>();
    final Set<String> children = new TreeSet<>();
    private final Person stored;
    private final Instant at;
    private final Set<String> schools = new TreeSet<>();
    private String familyName = "";
    private String givenName = "";
    private boolean enabled;

    /**
     * @param stored null for somebody new
     * @param at when classes are left that are left
     */
    PersonDraft(Person stored, Instant at) {
        this.stored = stored;
        this.at = at;
        if (stored != null) {
            familyName = stored.familyName();
            givenName = stored.givenName();
            enabled = stored.enabled();
            grants.addAll(stored.grants());
            schools.addAll(stored.schoolIds());
            classes.addAll(stored.classIds());
            taught.addAll(stored.taughtClassIds());
            guardians.addAll(stored.guardianIds());
            children.addAll(stored.childIds());
        }
    }

    void called(String family, String given, boolean mayEnter) {
        familyName = family;
        givenName = given;
        enabled = mayEnter;
    }

    void grant(Role role, String orgId, boolean isSchool) {
        grants.add(new Grant(role, orgId));
        if (isSchool) {
            schools.add(orgId);
        }
    }

    /** An id is all that is left. */
    void leave() {
        called("", "", false);
        for (Collection<?> relations : List.of(grants, classes, taught, guardians, children)) {
            relations.clear();
        }
    }

    boolean isThere() {
        return !familyName.isEmpty() || !givenName.isEmpty();
    }

    int relationsMost() {
        return List.of(grants.size() + classes.size() + taught.size(), guardians.size(), children.size()).stream()
                .max(Integer::compare)
                .orElseThrow();
    }

    Person person() {
        var person = new Person(
                familyName,
                givenName,
                enabled,
                List.copyOf(grants),
                schools.stream()
                        .filter(id ->
                                grants.stream().anyMatch(grant -> grant.org().equals(id)))
                        .toList(),
                List.copyOf(classes),
                List.copyOf(taught),
                List.copyOf(guardians),
                List.copyOf(children),
                List.of(),
                List.of());
        return stored == null ? person : person.keeping(stored, at);
    }
}
