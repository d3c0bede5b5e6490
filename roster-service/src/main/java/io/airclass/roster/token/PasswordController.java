package io.airclass.roster.token;

import io.airclass.kit.auth.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Changing one's own password, and giving somebody a new one. */
@RestController
class PasswordController {
    private final AccessService access;

    PasswordController(AccessService access) {
        this.access = access;
    }

    record PasswordRequest(
            @NotEmpty @Size(max = 128) String currentPassword,
            @NotEmpty @Size(max = 1024) String newPassword) {
        @Override
        public String toString() {
            return "PasswordRequest[]";
        }
    }

    record ResetResponse(String username, String oneTimePassword, Instant until) {
        @Override
        public String toString() {
            return "ResetResponse[until=" + until + "]";
        }
    }

    @PutMapping("/api/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> change(Caller caller, @Valid @RequestBody PasswordRequest request, ServerHttpRequest http) {
        return access.changeOwn(caller, request.currentPassword(), request.newPassword(), CallerAddress.of(http));
    }

    @PostMapping("/api/people/{id}/password-reset")
    Mono<ResponseEntity<ResetResponse>> reset(Caller caller, @PathVariable String id) {
        return access.reset(caller, id).map(handedOut -> ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new ResetResponse(handedOut.username(), handedOut.password(), handedOut.until())));
    }
}
