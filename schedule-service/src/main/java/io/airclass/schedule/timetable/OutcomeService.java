package io.airclass.schedule.timetable;

import io.airclass.schedule.booking.AttemptOwner;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Says of a publication that claimed something what has become of it. */
@Service
class OutcomeService implements AttemptOwner {
    private final PublicationRepository publications;

    OutcomeService(PublicationRepository publications) {
        this.publications = publications;
    }

    @Override
    public Mono<Outcome> outcome(String attempt) {
        return attempt.startsWith(PublicationService.PREFIX)
                ? publications
                        .find(attempt)
                        .map(found -> switch (found.value()) {
                            case Publication.Claiming _ -> Outcome.PENDING;
                            case Publication.Committed _, Publication.Done _ -> Outcome.TRUE;
                            case Publication.Failing _, Publication.Failed _ -> Outcome.VOID;
                        })
                        .defaultIfEmpty(Outcome.VOID)
                : Mono.empty();
    }
}
