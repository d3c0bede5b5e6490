package io.airclass.roster.space;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.roster.platform.AddressRules;
import io.airclass.roster.platform.AppKind;
import io.airclass.roster.platform.SaidApp;
import io.airclass.roster.space.PushRules.Seen;
import io.airclass.roster.space.SpaceService.Pushing;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** One's own space, and what bureaus push into those below them. */
@RestController
class SpaceController {
    private final SpaceService spaces;
    private final JsonMapper json;

    SpaceController(SpaceService spaces, JsonMapper json) {
        this.spaces = spaces;
        this.json = json;
    }

    /**
     * @param address absent: the app itself
     * @param stages absent: all
     * @param grades absent: all
     * @param from absent: at once
     */
    record PushRequest(
            @NotBlank @Size(max = 100) String title,
            @NotBlank @Size(max = 40) String app,

            @Size(min = 1, max = AddressRules.ADDRESS_CHARS_MAX)
            String address,

            @Size(max = 6) List<@NotNull Stage> stages,
            @Size(max = 13) List<@NotNull @Min(0) @Max(12) Long> grades,
            @Size(max = 40) String subject,
            Instant from,
            @NotNull Instant until) {
        Pushing asked() {
            return new Pushing(
                    title.strip(),
                    app,
                    address,
                    sorted(stages),
                    sorted(grades),
                    subject == null || subject.isBlank() ? null : subject.strip(),
                    from == null ? null : from.truncatedTo(ChronoUnit.MILLIS),
                    until.truncatedTo(ChronoUnit.MILLIS));
        }

        private static <V extends Comparable<V>> List<V> sorted(List<V> some) {
            return some == null ? List.of() : some.stream().distinct().sorted().toList();
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ItemResponse(
            String id,
            String title,
            String app,
            String address,
            List<Stage> stages,
            List<Long> grades,
            String subject,
            Instant from,
            Instant until,
            String orgId,
            List<String> personIds) {
        static ItemResponse of(String orgId, PushedItem item, List<String> personIds) {
            return new ItemResponse(
                    item.id(),
                    item.title(),
                    item.app(),
                    item.address(),
                    item.stages(),
                    item.grades(),
                    item.subject(),
                    item.from(),
                    item.until(),
                    orgId,
                    personIds);
        }

        static ItemResponse of(Seen seen) {
            return of(
                    seen.orgId(),
                    seen.item(),
                    seen.places().stream().map(Place::personId).distinct().toList());
        }
    }

    /**
     * @param orgId whose word it is
     * @param opens whether it can be opened from here
     */
    record AppResponse(String key, String name, AppKind kind, String orgId, boolean opens) {
        static AppResponse of(SaidApp said) {
            return new AppResponse(
                    said.app().key(),
                    said.app().name(),
                    said.app().kind(),
                    said.orgId(),
                    said.app().launchUri() != null);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SpaceResponse(List<AppResponse> apps, List<ItemResponse> items, String cursor) {}

    @GetMapping("/api/me/space")
    Mono<ResponseEntity<SpaceResponse>> own(
            Caller caller,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return spaces.read(caller, PageRequest.of("_id", true, limit, cursor))
                .map(space -> new SpaceResponse(
                        space.apps().stream().map(AppResponse::of).toList(),
                        space.items().items().stream().map(ItemResponse::of).toList(),
                        space.items().cursor()))
                .map(space -> ETags.ofContent(ifNoneMatch, json.writeValueAsBytes(space), space));
    }

    @GetMapping("/api/orgs/{id}/pushed-items")
    Mono<Page<ItemResponse>> pushed(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return spaces.pushedBy(caller, id, PageRequest.of("_id", true, limit, cursor))
                .map(page -> page.map(item -> ItemResponse.of(id, item, null)));
    }

    @PostMapping("/api/orgs/{id}/pushed-items")
    Mono<ResponseEntity<ItemResponse>> push(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody PushRequest request) {
        return spaces.push(caller, id, IdempotencyKey.of(caller, key, "push-" + id, request, json), request.asked())
                .map(item -> ResponseEntity.created(URI.create("/api/orgs/" + id + "/pushed-items/" + item.id()))
                        .body(ItemResponse.of(id, item, null)));
    }

    /** Withdraws an item; once more changes nothing. */
    @DeleteMapping("/api/orgs/{id}/pushed-items/{itemId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> withdraw(Caller caller, @PathVariable String id, @PathVariable String itemId) {
        return spaces.withdraw(caller, id, itemId);
    }
}
