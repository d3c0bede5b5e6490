package io.airclass.roster.token;

import io.airclass.roster.token.Session.End;
import io.airclass.roster.token.Session.Ended;
import io.airclass.roster.token.Session.Open;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How a session begins, goes on and ends. */
final class SessionRules {
    /** How many used refresh tokens are remembered: two days of refreshing each quarter of an hour, twenty days of an hour a day. */
    static final int SPENT_MAX = 96;

    private SessionRules() {}

    /** What a presented refresh token means. */
    sealed interface Verdict {
        /** It is good: {@code next} takes its place. */
        record Rotated(Open next) implements Verdict {}

        /** It was used before: the session ends. */
        record Reused(Ended next) implements Verdict {}

        /** It is none of this session, or the session is over. */
        record Refused() implements Verdict {}
    }

    static Open begin(String personId, String refreshHash, String client, Instant at, Duration refreshAge) {
        return new Open(personId, at, at.plus(refreshAge), refreshHash, List.of(), null, client);
    }

    static Verdict refresh(
            Session session,
            String presentedHash,
            String nextHash,
            Instant at,
            Duration refreshAge,
            Duration sessionAge) {
        if (!(session instanceof Open open) || !at.isBefore(open.expiresAt())) {
            return new Verdict.Refused();
        }
        if (open.spentHashes().contains(presentedHash)) {
            return new Verdict.Reused(end(open, End.REUSED, at));
        }
        return open.refreshHash().equals(presentedHash)
                ? new Verdict.Rotated(rotated(open, nextHash, at, refreshAge, sessionAge))
                : new Verdict.Refused();
    }

    private static Open rotated(Open open, String nextHash, Instant at, Duration refreshAge, Duration sessionAge) {
        Instant last = open.signedInAt().plus(sessionAge);
        Instant expiresAt = at.plus(refreshAge).isBefore(last) ? at.plus(refreshAge) : last;
        var spent = new ArrayList<>(open.spentHashes());
        spent.add(open.refreshHash());
        int from = Math.max(spent.size() - SPENT_MAX, 0);
        return new Open(
                open.personId(),
                open.signedInAt(),
                expiresAt,
                nextHash,
                spent.subList(from, spent.size()),
                at,
                open.client());
    }

    static Ended end(Session session, End end, Instant at) {
        return session instanceof Ended ended ? ended : new Ended(session.personId(), at, session.expiresAt(), end);
    }
}
