package io.airclass.schedule.live.training;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Trainings over HTTP. */
@RestController
class TrainingController {
    private final TrainingService service;

    TrainingController(TrainingService service) {
        this.service = service;
    }

    record TrainingRequest(
            @NotEmpty @Size(max = TrainingService.PEOPLE_MAX)
            List<@NotBlank @Size(max = 64) String> personIds,

            @NotNull LocalDate trainedOn,
            @NotNull LocalDate validUntil) {}

    record Recorded(int changed) {}

    record TrainingView(
            String personId,
            String schoolId,
            LocalDate trainedOn,
            LocalDate validUntil,
            String recordedBy,
            Instant recordedAt) {
        static TrainingView of(Stored<Training> stored) {
            var training = stored.value();
            return new TrainingView(
                    stored.id(),
                    training.schoolId(),
                    training.trainedOn(),
                    training.validUntil(),
                    training.recordedBy(),
                    training.recordedAt());
        }
    }

    @PutMapping("/api/orgs/{id}/live-trainings")
    Mono<Recorded> record(Caller caller, @PathVariable String id, @Valid @RequestBody TrainingRequest request) {
        return service.record(caller, id, request.personIds(), request.trainedOn(), request.validUntil())
                .map(Recorded::new);
    }

    @GetMapping("/api/orgs/{id}/live-trainings")
    Mono<Page<TrainingView>> list(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return service.page(caller, id, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(TrainingView::of));
    }
}
