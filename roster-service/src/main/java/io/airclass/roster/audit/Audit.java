package io.airclass.roster.audit;

import io.airclass.contracts.roster.AuditRecordedV1;
import io.airclass.kit.auth.Caller;
import java.util.List;
import java.util.Map;

/** What is to be written down, as an event for the write that it tells of. */
public final class Audit {
    private Audit() {}

    /**
     * @param action for example {@code grant-issued}
     * @param within of the organisation where it was done; those who answer for it see the entry
     */
    public static AuditRecordedV1 ofPerson(
            Caller caller, String action, String personId, List<String> within, Map<String, String> facts) {
        return new AuditRecordedV1(action, caller.personId(), "person", personId, within, facts);
    }

    /** What the service did for somebody who asked for it earlier. */
    public static AuditRecordedV1 of(
            String actorId, String action, String personId, List<String> within, Map<String, String> facts) {
        return new AuditRecordedV1(action, actorId, "person", personId, within, facts);
    }

    /** @param within of the school */
    public static AuditRecordedV1 ofClass(
            Caller caller, String action, String classId, List<String> within, Map<String, String> facts) {
        return new AuditRecordedV1(action, caller.personId(), "class", classId, within, facts);
    }

    /** What was done to the organisation that {@code within} ends with. */
    public static AuditRecordedV1 ofOrg(Caller caller, String action, List<String> within, Map<String, String> facts) {
        return new AuditRecordedV1(action, caller.personId(), "org", within.getLast(), within, facts);
    }
}
