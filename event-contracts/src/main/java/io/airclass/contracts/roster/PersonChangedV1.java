package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
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
 * @param disabled true where the person may not use anything, though still there; absent where that is not so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
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
        boolean deleted,
        @MayBeAbsent Boolean disabled)
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

    /** Of somebody who may use what the grants open. */
    public PersonChangedV1(
            String personId,
            List<Role> roles,
            List<String> schoolIds,
            List<String> classIds,
            List<String> guardianIds,
            List<String> childIds,
            List<PersonGrant> grants,
            boolean deleted) {
        this(personId, roles, schoolIds, classIds, guardianIds, childIds, grants, deleted, null);
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
