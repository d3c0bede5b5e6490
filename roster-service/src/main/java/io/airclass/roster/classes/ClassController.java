package io.airclass.roster.classes;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Classes over HTTP. */
@RestController
class ClassController {
    private final ClassService classes;

    ClassController(ClassService classes) {
        this.classes = classes;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClassResponse(
            String id,
            String schoolId,
            String name,
            long grade,
            Stage stage,
            List<String> within,
            int students,
            String headTeacherId,
            String informerId) {
        static ClassResponse of(Stored<SchoolClass> stored) {
            SchoolClass schoolClass = stored.value();
            return new ClassResponse(
                    stored.id(),
                    schoolClass.schoolId(),
                    schoolClass.name(),
                    schoolClass.grade(),
                    schoolClass.stage(),
                    schoolClass.within(),
                    schoolClass.studentIds().size(),
                    schoolClass.headTeacherId(),
                    schoolClass.informerId());
        }
    }

    /** @param personId absent: nobody any more */
    record InformerRequest(@Size(min = 1, max = 64) String personId) {}

    record OpenIssueResponse(String classId, String name, long grade, List<ClassIssue> issues) {
        static OpenIssueResponse of(Stored<SchoolClass> stored) {
            return new OpenIssueResponse(
                    stored.id(), stored.value().name(), stored.value().grade(), InformerRules.issues(stored.value()));
        }
    }

    record MemberResponse(String id, String name) {}

    record TeacherResponse(String id, String name, List<String> subjects, boolean headTeacher) {}

    record MembersResponse(List<MemberResponse> students, List<TeacherResponse> teachers) {
        static MembersResponse of(ClassService.Members members) {
            Map<String, String> names = members.names();
            var students = members.studentIds().stream()
                    .filter(names::containsKey)
                    .map(id -> new MemberResponse(id, names.get(id)))
                    .toList();
            var teachers = members.schoolClass()
                    .teacherIds()
                    .filter(names::containsKey)
                    .map(id -> new TeacherResponse(
                            id,
                            names.get(id),
                            members.schoolClass().subjectsOf(id),
                            id.equals(members.schoolClass().headTeacherId())))
                    .toList();
            return new MembersResponse(students, teachers);
        }
    }

    @GetMapping("/api/classes/{id}")
    Mono<ResponseEntity<ClassResponse>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-None-Match", required = false) String ifNoneMatch) {
        return classes.read(caller, id).map(stored -> ETags.ok(ifNoneMatch, stored, ClassResponse::of));
    }

    /** Names the teacher of the class who informs the parents. */
    @PutMapping("/api/classes/{id}/informer")
    Mono<ResponseEntity<ClassResponse>> nameInformer(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) String ifMatch,
            @Valid @RequestBody InformerRequest request) {
        return classes.nameInformer(caller, id, request.personId(), ETags.ifMatch(ifMatch))
                .map(stored -> ETags.ok(stored, ClassResponse::of));
    }

    /** The classes of a school that lack somebody. */
    @GetMapping("/api/orgs/{id}/open-issues")
    Mono<Page<OpenIssueResponse>> open(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return classes.open(caller, id, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(OpenIssueResponse::of));
    }

    @GetMapping("/api/classes/{id}/members")
    Mono<MembersResponse> members(Caller caller, @PathVariable String id) {
        return classes.members(caller, id).map(MembersResponse::of);
    }
}
