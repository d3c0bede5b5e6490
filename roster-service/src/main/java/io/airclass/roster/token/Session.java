package io.airclass.roster.token;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;
import java.util.List;

/** A sign-in and all that was refreshed from it; the document's id is the token's {@code sid}. */
public sealed interface Session {
    String personId();

    /** When the document may go. */
    Instant expiresAt();

    /**
     * @param refreshHash of the one refresh token that is good
     * @param spentHashes of the latest that were used, the oldest first, at most {@link SessionRules#SPENT_MAX}
     * @param refreshedAt absent until the first refresh
     * @param client what the program called itself at the sign-in
     */
    record Open(
            String personId,
            Instant signedInAt,
            Instant expiresAt,
            String refreshHash,
            List<String> spentHashes,
            @MayBeAbsent Instant refreshedAt,
            @MayBeAbsent String client)
            implements Session {
        public Open {
            spentHashes = List.copyOf(spentHashes);
        }

        Instant lastUsedAt() {
            return refreshedAt == null ? signedInAt : refreshedAt;
        }
    }

    record Ended(String personId, Instant endedAt, Instant expiresAt, End end) implements Session {}

    /** Why a session ended. */
    enum End {
        SIGNED_OUT,
        /** A refresh token was used twice: it is in two hands. */
        REUSED,
        /** The person may no longer sign in. */
        DISABLED,
        /** A new password ends what the old one opened. */
        PASSWORD_CHANGED,
        BY_ADMINISTRATOR
    }
}
