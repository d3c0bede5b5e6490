package io.airclass.rosterview;

import io.airclass.contracts.Role;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A person's relations as this service knows them; who the person is, only the roster knows.
 *
 * @param sequence of the event that told this state
 * @param classIds the classes the person is a student of
 */
public record Person(
        @BsonId String id,
        long sequence,
        boolean deleted,
        List<Role> roles,
        List<String> schoolIds,
        List<String> classIds,
        List<String> guardianIds,
        List<String> childIds) {

    public boolean isGuardedBy(String personId) {
        return guardianIds.contains(personId);
    }
}
