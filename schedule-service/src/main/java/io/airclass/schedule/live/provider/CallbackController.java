package io.airclass.schedule.live.provider;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What a BigBlueButton server tells us; it shows by its secret that it is the one. */
@RestController
class CallbackController {
    private final Providers providers;
    private final RoomEvents events;

    CallbackController(Providers providers, RoomEvents events) {
        this.providers = providers;
        this.events = events;
    }

    @GetMapping("/api/live/rooms/{roomId}/ended")
    Mono<ResponseEntity<Void>> ended(
            @PathVariable String roomId,
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "") String signature) {
        return providers
                        .server(server)
                        .filter(known -> known.endedBy(roomId, signature))
                        .isPresent()
                ? events.roomClosed(roomId)
                        .thenReturn(ResponseEntity.noContent().build())
                : unsigned();
    }

    private static <T> Mono<T> unsigned() {
        return Refused.mono(Rejection.unauthenticated("callback-not-signed"));
    }
}
