package io.airclass.schedule.live;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.live.provider.ProviderChoice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The life of a lesson over HTTP. */
@RestController
class LiveController {
    private final LiveService service;

    LiveController(LiveService service) {
        this.service = service;
    }

    record Choice(
            @NotBlank @Size(max = 32) String provider,
            @Size(max = 1000) String address,
            @Size(max = 64) String code) {}

    record ProvidersRequest(
            @NotEmpty @Size(max = LiveService.CHOICES_MAX) List<@NotNull @Valid Choice> providers) {}

    record ProvidersView(List<ProviderChoice> providers) {
        static ProvidersView of(Stored<LessonProviders> stored) {
            return new ProvidersView(stored.value().choices());
        }
    }

    @GetMapping("/api/lessons/{id}/live")
    Mono<LiveView> show(Caller caller, @PathVariable String id) {
        return service.show(caller, id).map(shown -> LiveView.of(shown.planned(), shown.live()));
    }

    @PutMapping("/api/lessons/{id}/start")
    Mono<LiveView> start(Caller caller, @PathVariable String id) {
        return service.start(caller, id).map(LiveView::of);
    }

    @PutMapping("/api/lessons/{id}/end")
    Mono<LiveView> end(Caller caller, @PathVariable String id) {
        return service.end(caller, id).map(LiveView::of);
    }

    @GetMapping("/api/lessons/{id}/providers")
    Mono<ResponseEntity<ProvidersView>> providers(Caller caller, @PathVariable String id) {
        return service.providersOf(caller, id).map(stored -> ETags.ok(stored, ProvidersView::of));
    }

    @PutMapping("/api/lessons/{id}/providers")
    Mono<ResponseEntity<ProvidersView>> arrange(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody ProvidersRequest request) {
        var choices = request.providers().stream()
                .map(choice -> new ProviderChoice(choice.provider(), choice.address(), choice.code()))
                .toList();
        return service.arrange(caller, id, ETags.ifMatch(ifMatch), choices)
                .map(put -> ETags.ok(put.stored(), ProvidersView::of));
    }
}
