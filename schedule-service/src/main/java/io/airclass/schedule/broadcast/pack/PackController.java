package io.airclass.schedule.broadcast.pack;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.FileAnswers;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.broadcast.pack.LessonPacks.Assigned;
import io.airclass.schedule.broadcast.pack.LessonPacks.PackItem;
import io.airclass.schedule.broadcast.pack.LessonPacks.Variant;
import io.airclass.schedule.broadcast.pack.PackService.Asked;
import io.airclass.schedule.broadcast.pack.PackService.AskedItem;
import io.airclass.schedule.broadcast.pack.PackService.AskedVariant;
import io.airclass.schedule.broadcast.pack.PackService.OfClass;
import io.airclass.schedule.broadcast.pack.PackService.Phases;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Packs and phases of lessons over HTTP. */
@RestController
class PackController {
    private final PackService packs;

    PackController(PackService packs) {
        this.packs = packs;
    }

    /** Exactly one of {@code fileId} and {@code resourceId}. */
    record ItemRequest(
            @NotBlank @Size(max = PackRules.TITLE_CHARS_MAX) String title,
            boolean forStudents,
            @Size(min = 1, max = 64) String fileId,
            @Size(min = 1, max = 64) String resourceId) {
        @AssertTrue
        boolean isOneThing() {
            return (fileId == null) != (resourceId == null);
        }

        AskedItem asked() {
            return new AskedItem(
                    title.strip(), forStudents, Optional.ofNullable(fileId), Optional.ofNullable(resourceId));
        }
    }

    record VariantRequest(
            @NotBlank @Size(max = PackRules.NAME_CHARS_MAX) String name,
            @NotNull @Size(max = PackRules.ITEMS_MAX) List<@NotNull @Valid ItemRequest> items) {}

    record AssignedRequest(
            @NotBlank @Size(max = 64) String classId,
            @NotBlank @Size(max = PackRules.NAME_CHARS_MAX) String variant) {}

    /** @param standard the variant of the classes that are not named; absent where they get none */
    record PacksRequest(
            @NotEmpty @Size(max = PackRules.VARIANTS_MAX) List<@NotNull @Valid VariantRequest> variants,
            @NotNull @Size(max = PackRules.CLASSES_MAX) List<@NotNull @Valid AssignedRequest> assigned,
            @Size(max = PackRules.NAME_CHARS_MAX) String standard) {
        Asked asked() {
            return new Asked(
                    variants.stream()
                            .map(variant -> new AskedVariant(
                                    variant.name().strip(),
                                    variant.items().stream()
                                            .map(ItemRequest::asked)
                                            .toList()))
                            .toList(),
                    assigned.stream()
                            .map(one ->
                                    new Assigned(one.classId(), one.variant().strip()))
                            .toList(),
                    Optional.ofNullable(standard).map(String::strip));
        }
    }

    /** @param fileId absent for a resource, as {@code type} and {@code bytes} are */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ItemResponse(String title, boolean forStudents, String fileId, String type, Long bytes, String resourceId) {
        static ItemResponse of(PackItem item) {
            var file = item.file();
            return new ItemResponse(
                    item.title(),
                    item.forStudents(),
                    file == null ? null : file.fileId(),
                    file == null ? null : file.type(),
                    file == null ? null : file.bytes(),
                    item.resourceId());
        }
    }

    record VariantResponse(String name, List<ItemResponse> items) {
        static VariantResponse of(Variant variant) {
            return new VariantResponse(
                    variant.name(),
                    variant.items().stream().map(ItemResponse::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PacksResponse(List<VariantResponse> variants, List<Assigned> assigned, String standard, Instant sharedAt) {
        static PacksResponse of(Stored<LessonPacks> stored) {
            var found = stored.value();
            return new PacksResponse(
                    found.variants().stream().map(VariantResponse::of).toList(),
                    found.assigned(),
                    found.standard(),
                    found.sharedAt());
        }
    }

    @PutMapping("/api/lessons/{id}/packs")
    Mono<ResponseEntity<PacksResponse>> put(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody PacksRequest request) {
        return packs.put(caller, id, ETags.ifMatch(ifMatch), request.asked())
                .map(put -> ETags.ok(put.stored(), PacksResponse::of));
    }

    @GetMapping("/api/lessons/{id}/packs")
    Mono<ResponseEntity<PacksResponse>> read(Caller caller, @PathVariable String id) {
        return packs.read(caller, id).map(stored -> ETags.ok(stored, PacksResponse::of));
    }

    /** @param variant absent where the class gets none, as {@code sharedAt} is */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PackResponse(String classId, String variant, List<ItemResponse> items, Instant sharedAt) {
        static PackResponse of(OfClass one) {
            return new PackResponse(
                    one.classId(),
                    one.variant().orElse(null),
                    one.items().stream().map(ItemResponse::of).toList(),
                    one.sharedAt().orElse(null));
        }
    }

    @GetMapping("/api/lessons/{id}/packs/{classId}")
    Mono<PackResponse> ofClass(Caller caller, @PathVariable String id, @PathVariable String classId) {
        return packs.ofClass(caller, id, classId).map(PackResponse::of);
    }

    /** @param number of the item among those that the caller sees, from 0 */
    @GetMapping("/api/lessons/{id}/packs/{classId}/files/{number}")
    Mono<ResponseEntity<Flux<DataBuffer>>> file(
            Caller caller,
            @PathVariable String id,
            @PathVariable String classId,
            @PathVariable int number,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) String range) {
        return packs.file(caller, id, classId, number)
                .map(item -> FileAnswers.of(packs.content(), item.file().content(), item.title(), range));
    }

    record DiscussionRequest(
            @NotBlank @Size(max = PackRules.NOTE_CHARS_MAX) String note) {}

    record DiscussionResponse(String lessonId, String classId, String note, String by, Instant at) {
        static DiscussionResponse of(Stored<Discussion> stored) {
            return of(stored.value());
        }

        static DiscussionResponse of(Discussion one) {
            return new DiscussionResponse(one.lessonId(), one.classId(), one.note(), one.by(), one.at());
        }
    }

    @PutMapping("/api/lessons/{id}/discussions/{classId}")
    Mono<ResponseEntity<DiscussionResponse>> discuss(
            Caller caller,
            @PathVariable String id,
            @PathVariable String classId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody DiscussionRequest request) {
        return packs.discuss(
                        caller,
                        id,
                        classId,
                        ETags.ifMatch(ifMatch),
                        request.note().strip())
                .map(put -> ETags.ok(put.stored(), DiscussionResponse::of));
    }

    /**
     * @param sharedAt absent where the class has no pack
     * @param discussion absent where there was none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PhasesResponse(String classId, Instant sharedAt, boolean interacted, DiscussionResponse discussion) {
        static PhasesResponse of(Phases one) {
            return new PhasesResponse(
                    one.classId(),
                    one.shared().orElse(null),
                    one.interacted(),
                    one.discussed().map(DiscussionResponse::of).orElse(null));
        }
    }

    @GetMapping("/api/lessons/{id}/phases")
    Mono<Page<PhasesResponse>> phases(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return packs.phases(caller, id, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(PhasesResponse::of));
    }
}
