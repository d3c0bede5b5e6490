package io.airclass.roster.me;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.Person;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /api/me}. */
@RestController
class MeController {
    private final MeService service;

    MeController(MeService service) {
        this.service = service;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RoleResponse(Role role, String org, String orgName) {}

    record ClassResponse(String id, String name, String schoolId, long grade) {}

    record ChildResponse(String id, String name, List<ClassResponse> classes) {}

    record MeResponse(
            String id,
            String name,
            List<RoleResponse> roles,
            List<ClassResponse> classes,
            List<ClassResponse> taughtClasses,
            List<ChildResponse> children) {
        static MeResponse of(MeService.Me me) {
            Person person = me.person();
            return new MeResponse(
                    me.id(),
                    person.name(),
                    me.grants().stream().map(grant -> role(me, grant)).toList(),
                    classes(me.classes(), person.classIds()),
                    classes(me.classes(), person.taughtClassIds()),
                    person.childIds().stream()
                            .filter(me.children()::containsKey)
                            .map(id -> child(me, id))
                            .toList());
        }

        private static RoleResponse role(MeService.Me me, Grant grant) {
            var org = me.orgs().get(grant.org());
            return new RoleResponse(grant.role(), grant.org(), org == null ? null : org.name());
        }

        private static ChildResponse child(MeService.Me me, String id) {
            Person child = me.children().get(id);
            return new ChildResponse(id, child.name(), classes(me.classes(), child.classIds()));
        }

        private static List<ClassResponse> classes(Map<String, SchoolClass> known, List<String> ids) {
            return ids.stream()
                    .filter(known::containsKey)
                    .map(id -> new ClassResponse(
                            id,
                            known.get(id).name(),
                            known.get(id).schoolId(),
                            known.get(id).grade()))
                    .toList();
        }
    }

    @GetMapping("/api/me")
    Mono<MeResponse> me(Caller caller) {
        return service.read(caller).map(MeResponse::of);
    }
}
