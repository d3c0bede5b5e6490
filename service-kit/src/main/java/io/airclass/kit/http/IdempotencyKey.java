package io.airclass.kit.http;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import tools.jackson.databind.json.JsonMapper;

/**
 * A POST that may be repeated: the id of what it creates is derived from the caller, the address and the key, and the
 * hash of the body is kept in the document. So the key lives as long as the thing itself, a repeat finds it by its id,
 * and a crash at any point leaves nothing half-done.
 *
 * @param id of the thing that this request creates
 * @param requestHash what {@link io.airclass.kit.store.AggregateStore#create} compares
 */
public record IdempotencyKey(String id, String requestHash) {
    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";

    private static final int CHARS_MAX = 128;

    /**
     * @param header the header's value, possibly null
     * @param purpose what is created, for example {@code assignment}
     * @param body the request as it was understood
     * @throws Refused when the key is missing or not 1 to 128 visible ASCII characters
     */
    public static IdempotencyKey of(Caller caller, String header, String purpose, Object body, JsonMapper json) {
        return of(caller, header, purpose, json.writeValueAsBytes(body));
    }

    /** The same for a body that is taken as bytes. */
    public static IdempotencyKey of(Caller caller, String header, String purpose, byte[] body) {
        if (header == null
                || header.isEmpty()
                || header.length() > CHARS_MAX
                || header.chars().anyMatch(c -> c < 0x21 || c > 0x7e)) {
            throw new Refused(Rejection.invalid("idempotency-key-missing"));
        }
        return new IdempotencyKey(Ids.from(purpose, caller.personId(), header), Ids.sha256Hex(body));
    }
}
