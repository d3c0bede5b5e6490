package io.airclass.roster.personal;

import io.airclass.contracts.MayBeAbsent;
import java.util.List;

/**
 * The particulars of the person with the same id, sealed one by one.
 *
 * @param keyIds of the keys that sealed them, sorted; each once
 */
public record Personal(
        @MayBeAbsent Sealed phone,
        @MayBeAbsent Sealed identityNumber,
        @MayBeAbsent Sealed studentNumber,
        List<String> keyIds) {
    static final Personal NONE = new Personal(null, null, null, List.of());

    public Personal {
        keyIds = List.copyOf(keyIds);
    }

    /** What stays of somebody who has left. */
    boolean isNothing() {
        return equals(NONE);
    }

    Sealed secret(Particular particular) {
        return switch (particular) {
            case PHONE -> phone;
            case IDENTITY_NUMBER -> identityNumber;
            case STUDENT_NUMBER -> studentNumber;
        };
    }
}
