package io.airclass.roster.classes;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
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
            String headTeacherId) {
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
                    schoolClass.headTeacherId());
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

    @GetMapping("/api/classes/{id}/members")
    Mono<MembersResponse> members(Caller caller, @PathVariable String id) {
        return classes.members(caller, id).map(MembersResponse::of);
    }
}
