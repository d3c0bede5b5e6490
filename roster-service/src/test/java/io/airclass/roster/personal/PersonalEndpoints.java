package io.airclass.roster.personal;

import static io.airclass.roster.Actors.signedIn;

import io.airclass.testkit.RoleMatrix;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;

/** Particulars: who gets what. */
public final class PersonalEndpoints {
    private PersonalEndpoints() {}

    /** Of student-1: the student, the guardian, who keeps the register, the principal; for everybody else nobody is there. */
    private static Map<String, Integer> ofStudent(int student, int registrar, int others) {
        return signedIn(
                404,
                Map.of("student", student, "guardian", others, "school administrator", registrar, "principal", others));
    }

    public static void list(RoleMatrix matrix) {
        matrix.endpoint(
                        HttpMethod.GET,
                        "/api/people/{id}/personal",
                        c -> c.get().uri("/api/people/student-1/personal"),
                        ofStudent(200, 200, 200))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/people/{id}/personal",
                        c -> c.put().uri("/api/people/student-1/personal").bodyValue(Map.of("studentNumber", "G1")),
                        ofStudent(403, 400, 403))
                .endpoint(
                        HttpMethod.POST,
                        "/api/people/{id}/personal/disclosures",
                        c -> c.post()
                                .uri("/api/people/student-2/personal/disclosures")
                                .bodyValue(Map.of("fields", List.of("PHONE"), "reason", "联系家长")),
                        signedIn(404, Map.of("principal", 403)));
    }
}
