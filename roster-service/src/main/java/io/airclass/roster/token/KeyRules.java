package io.airclass.roster.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When a key signs and how long it is published. A key's state follows from instants alone, so that all replicas change over at the
 * same moment without telling each other.
 */
final class KeyRules {
    /** How far the clocks of two replicas may be apart, with some room. */
    static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private KeyRules() {}

    enum State {
        /** Published so that everybody knows it before it signs. */
        NEXT,
        /** The one that signs. */
        ACTIVE,
        /** Published for as long as a token that it signed is good. */
        RETIRED,
        /** No good token can be of it. */
        GONE
    }

    static State state(IssuerKey key, List<IssuerKey> all, Instant at, Duration tokenAge) {
        if (key.signsFrom().isAfter(at)) {
            return State.NEXT;
        }
        return successor(key, all)
                .filter(next -> !next.signsFrom().isAfter(at))
                .map(next ->
                        at.isBefore(next.signsFrom().plus(tokenAge).plus(CLOCKS_APART)) ? State.RETIRED : State.GONE)
                .orElse(State.ACTIVE);
    }

    private static Optional<IssuerKey> successor(IssuerKey key, List<IssuerKey> all) {
        return all.stream().filter(other -> other.number() > key.number()).min(Comparator.comparing(IssuerKey::number));
    }

    /** The newest of those that may sign. */
    static IssuerKey signing(List<IssuerKey> all, Instant at) {
        return all.stream()
                .filter(key -> !key.signsFrom().isAfter(at))
                .max(Comparator.comparing(IssuerKey::number))
                .orElseGet(() -> all.stream()
                        .min(Comparator.comparing(IssuerKey::number))
                        .orElseThrow());
    }

    /** The number of the key that is to be made by now; every replica finds the same one. */
    static Optional<Long> due(List<IssuerKey> all, Instant at, Duration keyAge, Duration overlap) {
        IssuerKey newest =
                all.stream().max(Comparator.comparing(IssuerKey::number)).orElseThrow();
        return at.isBefore(newest.signsFrom().plus(keyAge).minus(overlap))
                ? Optional.empty()
                : Optional.of(newest.number() + 1);
    }

    /** The key that waits for its time already; a rotation that is asked for twice makes one key. */
    static Optional<IssuerKey> waiting(List<IssuerKey> all, Instant at) {
        return all.stream().filter(key -> key.signsFrom().isAfter(at)).max(Comparator.comparing(IssuerKey::number));
    }
}
