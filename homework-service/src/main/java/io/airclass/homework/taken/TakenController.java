package io.airclass.homework.taken;

import io.airclass.kit.auth.Caller;
import jakarta.validation.Valid;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How long homework took, over HTTP. */
@RestController
class TakenController {
    private final TakenService service;

    TakenController(TakenService service) {
        this.service = service;
    }

    @PutMapping("/api/assignments/{id}/minutes-taken")
    Mono<ResponseEntity<Void>> tell(
            Caller caller,
            @PathVariable String id,
            @RequestParam Optional<String> studentId,
            @Valid @RequestBody TakenRequest asked) {
        return service.tell(caller, id, studentId, asked)
                .thenReturn(ResponseEntity.noContent().build());
    }

    @GetMapping("/api/assignments/{id}/minutes-taken")
    Mono<TakenView> told(Caller caller, @PathVariable String id, @RequestParam Optional<String> classId) {
        return service.told(caller, id, classId);
    }
}
