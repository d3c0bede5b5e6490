package io.airclass.schedule.live.interaction;

import io.airclass.kit.auth.Caller;
import io.airclass.schedule.live.Attender;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Taking part over HTTP. */
@RestController
class InteractionController {
    private final InteractionService service;

    InteractionController(InteractionService service) {
        this.service = service;
    }

    /** @param id made by the client, so that a repeat is known */
    record InteractionRequest(
            @NotNull @Pattern(regexp = "[A-Za-z0-9-]{8,36}") String id,
            @NotNull InteractionKind kind) {}

    record ClassView(String classId, long people, Map<InteractionKind, Long> kinds) {
        static ClassView of(Taken taken) {
            return new ClassView(taken.of(), taken.people(), taken.kinds());
        }
    }

    record PersonView(String personId, Map<InteractionKind, Long> kinds) {
        static PersonView of(Taken taken) {
            return new PersonView(taken.of(), taken.kinds());
        }
    }

    /**
     * @param total of all classes that are told of
     * @param hiddenClasses how many more took part with too few pupils to be told of
     * @param staff of those who keep order
     */
    record InteractionsView(
            String lessonId,
            Map<InteractionKind, Long> total,
            Map<InteractionKind, Long> staff,
            List<ClassView> classes,
            int hiddenClasses,
            List<PersonView> people) {
        static InteractionsView of(InteractionService.Told told) {
            var total = new EnumMap<InteractionKind, Long>(InteractionKind.class);
            var classes = told.classes().stream()
                    .filter(taken -> !taken.of().equals(Attender.STAFF))
                    .toList();
            classes.forEach(taken -> taken.kinds().forEach((kind, often) -> total.merge(kind, often, Long::sum)));
            return new InteractionsView(
                    told.lessonId(),
                    total,
                    told.classes().stream()
                            .filter(taken -> taken.of().equals(Attender.STAFF))
                            .findFirst()
                            .map(Taken::kinds)
                            .orElse(Map.of()),
                    classes.stream().map(ClassView::of).toList(),
                    told.hiddenClasses(),
                    told.people().stream().map(PersonView::of).toList());
        }
    }

    @PostMapping("/api/lessons/{id}/interactions")
    Mono<ResponseEntity<Void>> take(
            Caller caller, @PathVariable String id, @Valid @RequestBody InteractionRequest request) {
        return service.take(caller, id, request.id(), request.kind())
                .thenReturn(ResponseEntity.noContent().build());
    }

    @GetMapping("/api/lessons/{id}/interactions")
    Mono<InteractionsView> told(
            Caller caller, @PathVariable String id, @RequestParam(required = false) String classId) {
        return service.told(caller, id, Optional.ofNullable(classId)).map(InteractionsView::of);
    }
}
