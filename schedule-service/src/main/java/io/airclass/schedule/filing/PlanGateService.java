package io.airclass.schedule.filing;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.filing.Filing.Filed;
import io.airclass.schedule.filing.FilingCall.Open;
import io.airclass.schedule.timetable.PublicationGate;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps a school without an accepted plan from publishing (R038), as long as a call that asks for it is open. */
@Service
class PlanGateService implements PublicationGate {
    private final FilingRepository filings;
    private final FilingCallRepository calls;

    PlanGateService(FilingRepository filings, FilingCallRepository calls) {
        this.filings = filings;
        this.calls = calls;
    }

    @Override
    public Mono<Void> check(List<String> within) {
        return Flux.fromIterable(within) // a teaching point publishes under the plan of its school
                .concatMap(filings::gatesOf)
                .map(Stored::value)
                .filter(filing -> !(filing instanceof Filed filed && filed.acknowledged()))
                .map(filing -> filing.place().callId())
                .distinct()
                .collectList()
                .flatMapMany(calls::findAll)
                .filter(call -> call.value() instanceof Open)
                .next()
                .flatMap(PlanGateService::refused);
    }

    private static Mono<Void> refused(Stored<FilingCall> call) {
        var terms = call.value().terms();
        return Refused.mono(Rejection.ruleBroken("plan-not-accepted")
                .with("callId", call.id())
                .with("title", terms.title())
                .with("cite", terms.basis().isEmpty() ? terms.title() : terms.basis()));
    }
}
