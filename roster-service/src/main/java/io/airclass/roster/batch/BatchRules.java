package io.airclass.roster.batch;

import io.airclass.contracts.Role;
import io.airclass.roster.batch.AccountBatch.Ending;
import io.airclass.roster.batch.AccountBatch.Making;
import io.airclass.roster.batch.AccountBatch.Order;
import io.airclass.roster.batch.AccountBatch.Over;
import io.airclass.roster.batch.AccountBatch.Ready;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who is in a batch, and how it goes from state to state. */
final class BatchRules {
    static final long ATTEMPTS_MAX = 10;
    /** Whose accounts a school hands out. */
    static final Set<Role> SCHOOL_ROLES = EnumSet.of(Role.STUDENT, Role.GUARDIAN, Role.TEACHER, Role.HEAD_TEACHER);

    private BatchRules() {}

    /** Somebody takes it on; after too many attempts it is given up, and an unfetched list expires. */
    static AccountBatch claim(AccountBatch batch, Instant at, Duration lease) {
        return switch (batch) {
            case Making making when making.attempt() >= ATTEMPTS_MAX -> over(making.order(), Ending.FAILED, at, 0, 0);
            case Making making -> new Making(making.order(), making.seed(), at.plus(lease), making.attempt() + 1);
            case Ready ready ->
                over(ready.order(), Ending.EXPIRED, at, ready.personIds().size(), ready.skipped());
            case Over over -> over;
        };
    }

    static Over taken(Ready ready, Instant at) {
        return over(ready.order(), Ending.TAKEN, at, ready.personIds().size(), ready.skipped());
    }

    static Over over(Order order, Ending ending, Instant at, long passwords, long skipped) {
        return new Over(order, ending, at, passwords, skipped);
    }

    /** Whether somebody has a role that the batch is for. */
    static boolean isMeant(Order order, Person person, Instant at) {
        return person.enabled()
                && person.grantsAt(at).stream().anyMatch(grant -> order.whom().contains(grant.role()));
    }

    /**
     * Whether everything that somebody may do is in the asker's charge.
     *
     * @param lines {@code within} of the organisations of the person's grants, as far as they are not the batch's own
     */
    static boolean isInCharge(Order order, Person person, Instant at, Collection<List<String>> lines) {
        long elsewhere = elsewhere(order, person, at).count();
        return lines.size() == elsewhere
                && lines.stream().allMatch(line -> line.stream().anyMatch(order.reach()::contains));
    }

    static Stream<String> elsewhere(Order order, Person person, Instant at) {
        return person.grantsAt(at).stream()
                .map(Grant::org)
                .filter(org -> !org.equals(order.orgId()))
                .distinct();
    }
}
