package io.airclass.roster.people;

import io.airclass.contracts.roster.PersonChangedV1;
import java.util.List;

/**
 * A person; all lists are sorted.
 *
 * @param enabled whether the person may sign in
 * @param classIds the classes the person is a student of
 * @param taughtClassIds the classes the person teaches or is head teacher of
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
        List<String> childIds) {
    public Person {
        grants = List.copyOf(grants);
        schoolIds = List.copyOf(schoolIds);
        classIds = List.copyOf(classIds);
        taughtClassIds = List.copyOf(taughtClassIds);
        guardianIds = List.copyOf(guardianIds);
        childIds = List.copyOf(childIds);
    }

    /** Family name first, as it is written in Chinese; with a space between where the name is in Latin letters. */
    public String name() {
        boolean latin =
                givenName.chars().allMatch(c -> c < 0x250) && familyName.chars().allMatch(c -> c < 0x250);
        return latin ? givenName + " " + familyName : familyName + givenName;
    }

    public PersonChangedV1 changed(String id) {
        return new PersonChangedV1(
                id,
                grants.stream().map(Grant::role).distinct().toList(),
                schoolIds,
                classIds,
                guardianIds,
                childIds,
                false);
    }
}
