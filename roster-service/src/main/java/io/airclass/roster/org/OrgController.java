package io.airclass.roster.org;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.OrgType;
import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The tree of organisations over HTTP. */
@RestController
class OrgController {
    private final OrgService orgs;

    OrgController(OrgService orgs) {
        this.orgs = orgs;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OrgResponse(
            String id,
            OrgType type,
            String name,
            String parentId,
            String managingOrgId,
            String divisionCode,
            List<Stage> stages,
            List<String> within) {
        static OrgResponse of(Stored<Org> stored) {
            Org org = stored.value();
            return new OrgResponse(
                    stored.id(),
                    org.type(),
                    org.name(),
                    org.parentId(),
                    org.managingOrgId(),
                    org.divisionCode(),
                    org.stages(),
                    org.within());
        }
    }

    @GetMapping("/api/orgs/{id}")
    Mono<ResponseEntity<OrgResponse>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-None-Match", required = false) String ifNoneMatch) {
        return orgs.read(caller, id).map(org -> ETags.ok(ifNoneMatch, org, OrgResponse::of));
    }

    @GetMapping("/api/orgs/{id}/children")
    Mono<Page<OrgResponse>> children(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return orgs.children(caller, id, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(OrgResponse::of));
    }
}
