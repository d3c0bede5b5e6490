package io.airclass.roster.launch;

import io.airclass.kit.auth.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Opening apps over HTTP. */
@RestController
class LaunchController {
    private final LaunchService launches;

    LaunchController(LaunchService launches) {
        this.launches = launches;
    }

    /**
     * @param item id of a pushed item of the app's; absent: the app itself
     * @param orgId of the school, or bureau, for which it is opened, where the caller has to do with several; absent: the first that opens it
     * @param nonce visible ASCII; the token carries it
     */
    record LaunchRequest(
            @Size(min = 1, max = 64) String item,

            @Size(min = 1, max = 64) String orgId,

            @Size(min = 1, max = 200) @Pattern(regexp = "[\\x21-\\x7e]*")
            String nonce) {}

    /** The client posts {@code id_token} to the address as a form, as LTI 1.3 has it. */
    record LaunchResponse(String address, String idToken, Instant expiresAt) {
        static LaunchResponse of(LaunchService.Ticket ticket) {
            return new LaunchResponse(ticket.address(), ticket.idToken(), ticket.expiresAt());
        }

        @Override
        public String toString() {
            return "LaunchResponse[" + address + "]";
        }
    }

    @PostMapping("/api/apps/{key}/launch")
    Mono<ResponseEntity<LaunchResponse>> launch(
            Caller caller, @PathVariable String key, @Valid @RequestBody LaunchRequest request) {
        return launches.launch(caller, key, request.item(), request.orgId(), request.nonce())
                .map(ticket ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(LaunchResponse.of(ticket)));
    }
}
