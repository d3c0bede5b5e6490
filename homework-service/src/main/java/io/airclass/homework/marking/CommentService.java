package io.airclass.homework.marking;

import io.airclass.homework.access.AccessService;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** The comments that a teacher keeps to use again: nobody else sees them. */
@Service
class CommentService {
    private final CommentRepository repository;
    private final AccessService access;

    CommentService(CommentRepository repository, AccessService access) {
        this.repository = repository;
        this.access = access;
    }

    Mono<Stored<MarkingComments>> of(Caller caller) {
        return teacher(caller)
                .then(Mono.defer(() -> repository.find(caller.personId())))
                .defaultIfEmpty(new Stored<>(caller.personId(), 0, new MarkingComments(List.of())));
    }

    Mono<Stored<MarkingComments>> put(Caller caller, MarkingComments asked, Optional<Long> expectedVersion) {
        return teacher(caller)
                .then(Mono.defer(() -> repository.put(caller.personId(), asked, expectedVersion)))
                .map(Put::stored);
    }

    private Mono<Void> teacher(Caller caller) {
        return access.teachesSomewhere(caller) ? Mono.empty() : Refused.mono(Rejection.forbidden("not-a-teacher"));
    }
}
