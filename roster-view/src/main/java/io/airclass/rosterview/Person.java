package io.airclass.rosterview;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Role;
import io.airclass.contracts.roster.PersonGrant;
import io.airclass.kit.auth.Grant;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A person's relations as this service knows them; who the person is, only the roster knows.
 *
 * @param sequence of the event that told this state
 * @param classIds the classes the person is a student of
 * @param grants empty for a person who has not changed since grants are told
 * @param disabled true where the person may use nothing
 */
public record Person(
        @BsonId String id,
        long sequence,
        boolean deleted,
        List<Role> roles,
        List<String> schoolIds,
        List<String> classIds,
        List<String> guardianIds,
        List<String> childIds,
        List<PersonGrant> grants,
        @MayBeAbsent Boolean disabled) {
    public Person {
        grants = grants == null ? List.of() : List.copyOf(grants);
    }

    /** What the person may be at an instant. */
    List<Grant> grantsAt(Instant at) {
        return grants.stream()
                .filter(grant -> grant.holdsAt(at))
                .map(grant -> new Grant(grant.role(), grant.orgId()))
                .toList();
    }

    boolean mayUse() {
        return !Boolean.TRUE.equals(disabled);
    }

    public boolean isGuardedBy(String personId) {
        return guardianIds.contains(personId);
    }
}
