package io.airclass.schedule.broadcast;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.broadcast.BroadcastRules.Asked;
import io.airclass.schedule.broadcast.ClashService.Met;
import io.airclass.schedule.broadcast.Reception.Entry;
import io.airclass.schedule.broadcast.ReceptionService.OfClass;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Broadcasts over HTTP, and what schools say of them. */
@RestController
class BroadcastController {
    private final BroadcastService broadcasts;
    private final ReceptionService receptions;
    private final ClashService clashes;
    private final JsonMapper json;

    BroadcastController(
            BroadcastService broadcasts, ReceptionService receptions, ClashService clashes, JsonMapper json) {
        this.broadcasts = broadcasts;
        this.receptions = receptions;
        this.clashes = clashes;
        this.json = json;
    }

    /**
     * @param everyClassOf the organisation whose every class of the stage and grades receives it; absent where schools put classes in
     * @param allianceId whose receiving schools may put classes in; absent where all schools below may
     */
    record BroadcastRequest(
            @NotBlank @Size(max = BroadcastRules.NAME_CHARS_MAX)
            String name,

            @NotBlank @Size(max = BroadcastRules.SUBJECT_CHARS_MAX)
            String subject,

            @NotNull Stage stage,

            @NotEmpty @Size(max = BroadcastRules.GRADES_MAX)
            List<@NotNull @Min(1) @Max(BroadcastRules.GRADE_MAX) Integer> grades,

            @Size(min = 1, max = 64) String everyClassOf,
            @Size(min = 1, max = 64) String allianceId,

            @NotEmpty @Size(max = BroadcastRules.TEACHERS_MAX)
            List<@NotBlank String> teacherIds,

            Boolean closed) {
        Asked asked() {
            return new Asked(
                    name.strip(),
                    subject.strip(),
                    stage,
                    grades.stream().distinct().sorted().toList(),
                    Optional.ofNullable(everyClassOf),
                    Optional.ofNullable(allianceId),
                    teacherIds.stream().distinct().toList(),
                    Boolean.TRUE.equals(closed));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BroadcastResponse(
            String id,
            String orgId,
            String name,
            String subject,
            Stage stage,
            List<Integer> grades,
            String everyClassOf,
            String allianceId,
            List<String> teacherIds,
            boolean closed) {
        static BroadcastResponse of(Stored<Broadcast> stored) {
            var broadcast = stored.value();
            return new BroadcastResponse(
                    stored.id(),
                    broadcast.orgId(),
                    broadcast.name(),
                    broadcast.subject(),
                    broadcast.stage(),
                    broadcast.grades(),
                    broadcast.everyClassOf(),
                    broadcast.allianceId(),
                    broadcast.teacherIds(),
                    broadcast.closed());
        }
    }

    @PostMapping("/api/orgs/{orgId}/broadcasts")
    Mono<ResponseEntity<BroadcastResponse>> create(
            Caller caller,
            @PathVariable String orgId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody BroadcastRequest request) {
        return broadcasts
                .create(caller, orgId, request.asked(), IdempotencyKey.of(caller, key, "broadcast", request, json))
                .map(stored -> ResponseEntity.created(URI.create("/api/broadcasts/" + stored.id()))
                        .eTag(ETags.of(stored.version()))
                        .body(BroadcastResponse.of(stored)));
    }

    @GetMapping("/api/orgs/{orgId}/broadcasts")
    Mono<Page<BroadcastResponse>> ofOrg(
            Caller caller,
            @PathVariable String orgId,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return broadcasts
                .ofOrg(caller, orgId, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(BroadcastResponse::of));
    }

    @GetMapping("/api/broadcasts/{id}")
    Mono<ResponseEntity<BroadcastResponse>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return broadcasts.read(caller, id).map(stored -> ETags.ok(ifNoneMatch, stored, BroadcastResponse::of));
    }

    @PutMapping("/api/broadcasts/{id}")
    Mono<ResponseEntity<BroadcastResponse>> change(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody BroadcastRequest request) {
        return broadcasts
                .change(caller, id, Optional.of(ETags.ifMatchRequired(ifMatch)), request.asked())
                .map(stored -> ETags.ok(stored, BroadcastResponse::of));
    }

    /** @param classIds of the school that are in */
    record ClassesRequest(
            @NotNull @Size(max = ReceptionRules.CLASSES_MAX) Set<@NotBlank String> classIds) {}

    record ClassesResponse(String broadcastId, String schoolId, List<String> classIds) {
        static ClassesResponse of(String broadcastId, String schoolId, Optional<Stored<Reception>> said) {
            return new ClassesResponse(
                    broadcastId,
                    schoolId,
                    said.map(stored -> stored.value().in()).orElse(List.of()));
        }
    }

    /** Puts in these classes of a school and no others; the same again changes nothing. */
    @PutMapping("/api/broadcasts/{id}/schools/{schoolId}/classes")
    Mono<ClassesResponse> subscribe(
            Caller caller,
            @PathVariable String id,
            @PathVariable String schoolId,
            @Valid @RequestBody ClassesRequest request) {
        return receptions
                .subscribe(caller, id, schoolId, request.classIds())
                .map(stored -> ClassesResponse.of(id, schoolId, Optional.of(stored)));
    }

    @GetMapping("/api/broadcasts/{id}/schools/{schoolId}/classes")
    Mono<ClassesResponse> subscribed(Caller caller, @PathVariable String id, @PathVariable String schoolId) {
        return receptions.of(caller, id, schoolId).map(said -> ClassesResponse.of(id, schoolId, said));
    }

    /** @param from the first day without it, today or later; absent for today */
    record OptOutRequest(
            @NotBlank @Size(max = ReceptionRules.REASON_CHARS_MAX)
            String reason,

            LocalDate from) {}

    /**
     * @param receives whether the class receives it today
     * @param optOut absent where its school did not take it out
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfClassResponse(
            String classId,
            String schoolId,
            String broadcastId,
            String orgId,
            String name,
            String subject,
            boolean receives,
            OptOut optOut) {
        static OfClassResponse of(OfClass one) {
            var broadcast = one.broadcast().value();
            return new OfClassResponse(
                    one.schoolClass().id(),
                    one.schoolClass().schoolId(),
                    one.broadcast().id(),
                    broadcast.orgId(),
                    broadcast.name(),
                    broadcast.subject(),
                    one.receives(),
                    one.out().map(out -> OptOut.of(out, one.reasonsToo())).orElse(null));
        }
    }

    /**
     * @param reason for staff; absent for the others
     * @param by absent with it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OptOut(String reason, LocalDate from, String by, Instant at) {
        static OptOut of(Entry entry, boolean reasonsToo) {
            return new OptOut(
                    reasonsToo ? entry.reason() : null, entry.from(), reasonsToo ? entry.by() : null, entry.at());
        }
    }

    @PutMapping("/api/classes/{classId}/opt-outs/{broadcastId}")
    Mono<OfClassResponse> optOut(
            Caller caller,
            @PathVariable String classId,
            @PathVariable String broadcastId,
            @Valid @RequestBody OptOutRequest request) {
        return receptions
                .optOut(caller, classId, broadcastId, request.reason().strip(), Optional.ofNullable(request.from()))
                .map(OfClassResponse::of);
    }

    @DeleteMapping("/api/classes/{classId}/opt-outs/{broadcastId}")
    Mono<OfClassResponse> takeBack(Caller caller, @PathVariable String classId, @PathVariable String broadcastId) {
        return receptions.takeBack(caller, classId, broadcastId).map(OfClassResponse::of);
    }

    /** Bounded by what a class can receive; not in pages. */
    @GetMapping("/api/classes/{classId}/broadcasts")
    Mono<Page<OfClassResponse>> ofClass(Caller caller, @PathVariable String classId) {
        return receptions
                .ofClass(caller, classId)
                .map(all -> new Page<>(all.stream().map(OfClassResponse::of).toList(), null));
    }

    @GetMapping("/api/broadcasts/{id}/classes")
    Mono<Page<OfClassResponse>> classes(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return receptions
                .classes(caller, id, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(OfClassResponse::of));
    }

    /** A page is of classes that receive it; only those with a clash are told. */
    @GetMapping("/api/broadcasts/{id}/clashes")
    Mono<Page<Met>> clashes(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return clashes.ofBroadcast(caller, id, PageRequest.of("_id", false, limit, cursor));
    }

    /** One item a broadcast; bounded by what a class can receive. */
    @GetMapping("/api/classes/{classId}/broadcast-clashes")
    Mono<Page<Met>> clashesOfClass(Caller caller, @PathVariable String classId) {
        return clashes.ofClass(caller, classId);
    }
}
