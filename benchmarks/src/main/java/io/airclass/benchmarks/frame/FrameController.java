package io.airclass.benchmarks.frame;

import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.ETags;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Reads and changes papers, under an address that the gateway routes to the homework service. */
@RestController
class FrameController {
    static final String PATH = "/api/assignments";

    private final AggregateStore<Paper> papers;
    private final Clock clock;

    FrameController(Database database, Clock clock) {
        this.papers = database.aggregates("papers", Paper.class);
        this.clock = clock;
    }

    record Change(@NotBlank String text) {}

    record Answer(String id, String text) {
        static Answer of(Stored<Paper> paper) {
            return new Answer(paper.id(), paper.value().text());
        }
    }

    @GetMapping(PATH + "/{id}")
    Mono<ResponseEntity<Answer>> read(Caller caller, @PathVariable String id) {
        return papers.find(id)
                .filter(paper -> !caller.personId().isEmpty())
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")))
                .map(paper -> ETags.ok(paper, Answer::of));
    }

    @PutMapping(PATH + "/{id}")
    Mono<ResponseEntity<Answer>> change(Caller caller, @PathVariable String id, @Valid @RequestBody Change change) {
        return papers.change(
                        id,
                        Optional.empty(),
                        paper -> Decision.accepted(
                                new Paper(
                                        caller.personId(),
                                        change.text(),
                                        paper.value().within()),
                                new AssignmentOpenedV1(
                                        id,
                                        id,
                                        "school-1",
                                        paper.value().within(),
                                        "语文",
                                        "作业",
                                        clock.instant(),
                                        "teacher-1",
                                        List.of())))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")))
                .map(paper -> ETags.ok(paper, Answer::of));
    }
}
