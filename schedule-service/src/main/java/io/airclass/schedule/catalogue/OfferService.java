package io.airclass.schedule.catalogue;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Says to other parts of the service what the catalogue offers. */
@Service
public class OfferService {
    private final ResourceService resources;

    OfferService(ResourceService resources) {
        this.resources = resources;
    }

    /** Whether a resource is offered, and to this caller. */
    public Mono<Boolean> isSeen(Caller caller, String id) {
        return resources
                .see(caller, id)
                .map(stored -> stored.value() instanceof Resource.Approved)
                .onErrorReturn(Refused.class, false);
    }
}
