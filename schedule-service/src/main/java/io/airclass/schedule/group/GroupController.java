package io.airclass.schedule.group;

import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
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

/** Groups over HTTP. */
@RestController
class GroupController {
    private final GroupService groups;
    private final JsonMapper json;

    GroupController(GroupService groups, JsonMapper json) {
        this.groups = groups;
        this.json = json;
    }

    record GroupRequest(
            @NotBlank @Size(max = GroupRules.NAME_CHARS_MAX) String name,
            @NotNull StudyGroup.Kind kind,
            @NotEmpty @Size(max = GroupRules.CLASSES_MAX) List<@NotBlank String> classIds,
            @NotNull @Size(max = GroupRules.STUDENTS_MAX) List<@NotBlank String> studentIds,
            @NotNull @Size(max = GroupRules.TEACHERS_MAX) List<@NotBlank String> teacherIds,
            Boolean closed) {
        GroupService.Asked asked() {
            return new GroupService.Asked(
                    name.strip(),
                    kind,
                    classIds.stream().distinct().toList(),
                    studentIds.stream().distinct().toList(),
                    teacherIds.stream().distinct().toList(),
                    Boolean.TRUE.equals(closed));
        }
    }

    record GroupResponse(
            String id,
            String schoolId,
            String name,
            StudyGroup.Kind kind,
            Stage stage,
            int grade,
            List<String> classIds,
            List<String> studentIds,
            List<String> teacherIds,
            List<String> guestIds,
            boolean closed) {
        static GroupResponse of(Stored<StudyGroup> stored) {
            var group = stored.value();
            return new GroupResponse(
                    stored.id(),
                    group.schoolId(),
                    group.name(),
                    group.kind(),
                    group.stage(),
                    group.grade(),
                    group.classIds(),
                    group.studentIds(),
                    group.teacherIds(),
                    group.guests().stream().map(StudyGroup.Guest::studentId).toList(),
                    group.closed());
        }
    }

    @PostMapping("/api/schools/{schoolId}/groups")
    Mono<ResponseEntity<GroupResponse>> create(
            Caller caller,
            @PathVariable String schoolId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody GroupRequest request) {
        return groups.create(caller, schoolId, request.asked(), IdempotencyKey.of(caller, key, "group", request, json))
                .map(stored -> ResponseEntity.created(URI.create("/api/groups/" + stored.id()))
                        .eTag(ETags.of(stored.version()))
                        .body(GroupResponse.of(stored)));
    }

    @GetMapping("/api/schools/{schoolId}/groups")
    Mono<Page<GroupResponse>> ofSchool(
            Caller caller,
            @PathVariable String schoolId,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return groups.ofSchool(caller, schoolId, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(GroupResponse::of));
    }

    @GetMapping("/api/groups/{id}")
    Mono<ResponseEntity<GroupResponse>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return groups.read(caller, id).map(stored -> ETags.ok(ifNoneMatch, stored, GroupResponse::of));
    }

    @PutMapping("/api/groups/{id}")
    Mono<ResponseEntity<GroupResponse>> change(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody GroupRequest request) {
        return groups.change(caller, id, Optional.of(ETags.ifMatchRequired(ifMatch)), request.asked())
                .map(stored -> ETags.ok(stored, GroupResponse::of));
    }
}
