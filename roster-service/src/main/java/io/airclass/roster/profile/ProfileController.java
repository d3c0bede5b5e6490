package io.airclass.roster.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.store.Stored;
import io.airclass.roster.profile.ProfileRules.DocumentKind;
import io.airclass.roster.profile.ProfileRules.Given;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Profiles, the switches of regions and the rate of completed profiles over HTTP. */
@RestController
class ProfileController {
    private final ProfileService profiles;
    private final RegionSettingsService settings;

    ProfileController(ProfileService profiles, RegionSettingsService settings) {
        this.profiles = profiles;
        this.settings = settings;
    }

    record ProfileRequest(
            @NotBlank @Size(max = 50) String name,
            @NotNull DocumentKind documentKind,
            @NotBlank @Size(max = 40) String documentNumber,
            @NotBlank @Size(max = 30) String phone) {
        @Override
        public String toString() {
            return "ProfileRequest[]";
        }
    }

    /** Masked, as a screen may be seen by others. */
    record ProfileResponse(
            String name, DocumentKind documentKind, String documentNumber, String phone, Instant completedAt) {
        static ProfileResponse of(Stored<ProfileService.Masked> stored) {
            var masked = stored.value();
            return new ProfileResponse(
                    masked.name(),
                    masked.documentKind(),
                    masked.documentNumber(),
                    masked.phone(),
                    masked.profile().completedAt());
        }

        @Override
        public String toString() {
            return "ProfileResponse[]";
        }
    }

    record SettingsRequest(@NotNull Boolean profileRequired) {}

    /**
     * @param profileRequired what holds here
     * @param from the organisation whose setting holds; absent where none has one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SettingsResponse(String orgId, boolean profileRequired, String from) {}

    record RateResponse(String orgId, long completed, long people, double rate) {
        static RateResponse of(ProfileService.Rate rate) {
            return new RateResponse(rate.orgId(), rate.completed(), rate.people(), rate.rate());
        }
    }

    record RatesResponse(RateResponse all, List<RateResponse> children) {}

    @GetMapping("/api/me/profile")
    Mono<ResponseEntity<ProfileResponse>> read(Caller caller) {
        return profiles.read(caller).map(ProfileController::answer);
    }

    @PutMapping("/api/me/profile")
    Mono<ResponseEntity<ProfileResponse>> complete(
            Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody ProfileRequest request) {
        var given = Given.of(request.name(), request.documentKind(), request.documentNumber(), request.phone());
        return profiles.complete(caller, ETags.ifMatch(ifMatch), given).map(ProfileController::answer);
    }

    private static ResponseEntity<ProfileResponse> answer(Stored<ProfileService.Masked> stored) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .eTag(ETags.of(stored.version()))
                .body(ProfileResponse.of(stored));
    }

    @GetMapping("/api/orgs/{id}/settings")
    Mono<ResponseEntity<SettingsResponse>> settings(Caller caller, @PathVariable String id) {
        return settings.read(caller, id).map(found -> {
            var body = new SettingsResponse(
                    id, found.profileRequired(), found.from().orElse(null));
            return found.own()
                    .map(own ->
                            ResponseEntity.ok().eTag(ETags.of(own.version())).body(body))
                    .orElseGet(() -> ResponseEntity.ok(body));
        });
    }

    @PutMapping("/api/orgs/{id}/settings")
    Mono<ResponseEntity<SettingsResponse>> set(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody SettingsRequest request) {
        return settings.put(caller, id, ETags.ifMatch(ifMatch), request.profileRequired())
                .map(put -> ETags.ok(
                        put.stored(),
                        stored -> new SettingsResponse(id, stored.value().profileRequired(), id)));
    }

    /** Of an organisation, and of each that answers to it. */
    @GetMapping("/api/statistics/profiles")
    Mono<RatesResponse> rates(Caller caller, @RequestParam String org) {
        return profiles.rates(caller, org)
                .map(rates -> new RatesResponse(
                        RateResponse.of(rates.all()),
                        rates.children().stream().map(RateResponse::of).toList()));
    }
}
