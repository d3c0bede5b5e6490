package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Role;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * The whole state of a person that other services may know: relations, no particulars.
 *
 * @param roles at whichever organisation
 * @param classIds the classes the person is a student of
 * @param guardianIds the guardians of the person
 * @param childIds the children the person is a guardian of
 * @param grants the roles with their organisations and times
 * @param deleted whether the person has left; the other fields may then be empty
 */
@EventType(
        value = "io.airclass.roster.person-changed.v1",
        topic = Topics.ROSTER_PEOPLE,
        meaning = "A person's roles, schools, classes or guardianship changed; the event carries all of them.")
public record PersonChangedV1(
        String personId,
        List<Role> roles,
        List<String> schoolIds,
        List<String> classIds,
        List<String> guardianIds,
        List<String> childIds,
        List<PersonGrant> grants,
        boolean deleted)
        implements RosterEvent {
    public PersonChangedV1 {
        required("personId", personId);
        roles = listed(roles);
        schoolIds = listed(schoolIds);
        classIds = listed(classIds);
        guardianIds = listed(guardianIds);
        childIds = listed(childIds);
        grants = listed(grants);
    }

    @Override
    public String key() {
        return personId;
    }

    @Override
    public String aggregateId() {
        return personId;
    }
}
