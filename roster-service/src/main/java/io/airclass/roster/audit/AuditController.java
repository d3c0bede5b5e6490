package io.airclass.roster.audit;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The audit over HTTP, the newest first. */
@RestController
class AuditController {
    private final AuditService audit;

    AuditController(AuditService audit) {
        this.audit = audit;
    }

    record EntryResponse(
            String id,
            Instant at,
            String action,
            String actorId,
            String subjectKind,
            String subjectId,
            Map<String, String> facts) {
        static EntryResponse of(Stored<AuditEntry> stored) {
            AuditEntry entry = stored.value();
            return new EntryResponse(
                    stored.id(),
                    entry.at(),
                    entry.action(),
                    entry.actorId(),
                    entry.subjectKind(),
                    entry.subjectId(),
                    entry.facts());
        }
    }

    /** Of a person or of an organisation with all below it: one of the two. */
    @GetMapping("/api/audit")
    Mono<Page<EntryResponse>> read(
            Caller caller,
            @RequestParam(required = false) String person,
            @RequestParam(required = false) String org,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        var page = PageRequest.of("_id", true, limit, cursor);
        if ((person == null) == (org == null)) {
            return Refused.mono(Rejection.invalid("audit-of-what"));
        }
        var found = person == null ? audit.ofOrg(caller, org, page) : audit.ofPerson(caller, person, page);
        return found.map(entries -> entries.map(EntryResponse::of));
    }
}
