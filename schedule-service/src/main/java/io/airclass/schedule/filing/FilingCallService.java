package io.airclass.schedule.filing;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.schedule.access.OrgTreeService;
import io.airclass.schedule.catalogue.ScopeService;
import io.airclass.schedule.filing.FilingCall.Terms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Makes, ends and reads calls. */
@Service
class FilingCallService {
    private final FilingCallRepository calls;
    private final ScopeService scope;
    private final ZoneId zone;

    FilingCallService(FilingCallRepository calls, ScopeService scope, AirclassSettings settings) {
        this.calls = calls;
        this.scope = scope;
        this.zone = settings.timeZone();
    }

    /** @param terms of a call of that organisation, as they are asked for */
    Mono<Stored<FilingCall>> create(
            Caller caller, String orgId, IdempotencyKey key, Function<Org, Terms> terms, Instant at) {
        return seen(caller, orgId)
                .filter(org -> FilingRules.mayCall(caller, org.within(), OrgTreeService.isSchool(org)))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("forbidden")))
                .flatMap(org -> {
                    var asked = terms.apply(org);
                    return CallRules.refusal(org, asked, LocalDate.ofInstant(at, zone))
                            .map(Refused::<Stored<FilingCall>>mono)
                            .orElseGet(() -> calls.create(key.id(), key.requestHash(), CallRules.opened(asked)));
                });
    }

    Mono<Stored<FilingCall>> end(Caller caller, String id, Optional<LocalDate> lastWeek, Instant at) {
        return read(caller, id)
                .flatMap(call -> scope.org(call.value().terms().orgId()))
                .filter(org -> FilingRules.mayCall(caller, org.within(), OrgTreeService.isSchool(org)))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("forbidden")))
                .flatMap(_ -> calls.change(id, call -> CallRules.end(call.value(), lastWeek, caller.personId(), at)));
    }

    Mono<Stored<FilingCall>> read(Caller caller, String id) {
        return calls.find(id)
                .filterWhen(call -> sees(caller, call.value().terms()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("filing-call-not-found")));
    }

    Mono<Page<Stored<FilingCall>>> of(Caller caller, String orgId, PageRequest page) {
        return seen(caller, orgId).flatMap(_ -> calls.of(orgId, page));
    }

    private Mono<Org> seen(Caller caller, String orgId) {
        return Mono.zip(scope.org(orgId), scope.reached(caller))
                .filter(found -> FilingRules.maySeeCall(caller, found.getT1().within(), found.getT2()))
                .map(found -> found.getT1())
                .switchIfEmpty(Refused.mono(Rejection.notFound("org-not-found")));
    }

    private Mono<Boolean> sees(Caller caller, Terms terms) {
        return scope.reached(caller).map(reached -> FilingRules.maySeeCall(caller, terms.within(), reached));
    }
}
