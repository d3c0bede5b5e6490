package io.airclass.roster.batch;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Role;
import io.airclass.roster.personal.Sealed;
import java.time.Instant;
import java.util.List;

/** A batch of one-time passwords, from the request until its list is gone. */
public sealed interface AccountBatch {
    Order order();

    /**
     * What was asked for.
     *
     * @param orgId the school
     * @param classId absent for the whole school
     * @param whom people with one of these roles
     * @param replace whether those who have chosen a password get a new one, too
     * @param reach ids of the organisations whose accounts the asker may administer
     */
    record Order(
            String askedBy,
            Instant askedAt,
            String orgId,
            @MayBeAbsent String classId,
            List<Role> whom,
            boolean replace,
            List<String> reach,
            List<String> within) {
        public Order {
            whom = List.copyOf(whom);
            reach = List.copyOf(reach);
            within = List.copyOf(within);
        }
    }

    /**
     * Whoever comes at {@code dueAt} or later may take it on.
     *
     * @param seed all passwords follow from it
     */
    record Making(Order order, Sealed seed, Instant dueAt, long attempt) implements AccountBatch {}

    /**
     * Every password is set, and the list waits.
     *
     * @param skipped people who were left out: they keep their password, or may do more than the asker's charge
     * @param dueAt when the list expires
     */
    record Ready(Order order, Sealed seed, List<String> personIds, long skipped, Instant dueAt)
            implements AccountBatch {
        public Ready {
            personIds = List.copyOf(personIds);
        }
    }

    record Over(Order order, Ending ending, Instant overAt, long passwords, long skipped) implements AccountBatch {}

    /** How a batch ends. */
    enum Ending {
        /** The list was fetched. */
        TAKEN,
        EXPIRED,
        /** More people than one batch takes, or it failed again and again. */
        TOO_MANY,
        FAILED
    }
}
