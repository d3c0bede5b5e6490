package io.airclass.roster.platform;

import static io.airclass.roster.Actors.row;
import static io.airclass.roster.Actors.signedIn;

import io.airclass.testkit.RoleMatrix;
import java.util.Map;
import org.springframework.http.HttpMethod;

/** Platforms and apps: who gets what. */
public final class PlatformEndpoints {
    private PlatformEndpoints() {}

    private static Map<String, Integer> reading() {
        return row(401, 200, 200, 200, 200, 200, 200, 404, 404, 404, 404, 200, 200, 200, 200, 404, 200, 200);
    }

    private static Map<String, Integer> ofXingyi(Map<String, Integer> others) {
        var row = signedIn(403, others);
        row.put("officer next door", 404);
        return row;
    }

    public static void list(RoleMatrix matrix) {
        matrix.endpoint(
                        HttpMethod.PUT,
                        "/api/orgs/{id}/apps/{key}",
                        c -> c.put()
                                .uri("/api/orgs/school-1/apps/dingtalk")
                                .bodyValue(Map.of(
                                        "name",
                                        "钉钉",
                                        "kind",
                                        "LIVE",
                                        "filingNumber",
                                        "教APP备3300001号",
                                        "enabled",
                                        true)),
                        row(401, 403, 403, 403, 403, 200, 403, 404, 404, 404, 404, 403, 403, 200, 403, 404, 403, 403))
                .endpoint(HttpMethod.GET, "/api/orgs/{id}/apps", c -> c.get().uri("/api/orgs/school-1/apps"), reading())
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/apps/{key}",
                        c -> c.get().uri("/api/orgs/school-1/apps/dingtalk"),
                        reading())
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/platform",
                        c -> c.get().uri("/api/orgs/school-1/platform"),
                        reading())
                .endpoint(
                        HttpMethod.PUT,
                        "/api/orgs/{id}/platform/learning-space",
                        c -> c.put()
                                .uri("/api/orgs/xingyi/platform/learning-space")
                                .header("If-Match", "\"999\"")
                                .bodyValue(Map.of("platform", "贵州教育云")),
                        ofXingyi(Map.of("bureau administrator", 412)))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/orgs/{id}/platform/learning-space-due",
                        c -> c.put()
                                .uri("/api/orgs/qianxinan/platform/learning-space-due")
                                .header("If-Match", "\"999\"")
                                .bodyValue(Map.of("due", "2026-12-03")),
                        signedIn(403, Map.of("bureau administrator", 412)))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/orgs/{id}/platform/virtual-tenant",
                        c -> c.put()
                                .uri("/api/orgs/pu-an/platform/virtual-tenant")
                                .header("If-Match", "\"999\"")
                                .bodyValue(Map.of("displayName", "普安县空中课堂")),
                        row(401, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 412, 403, 403, 404, 403))
                .endpoint(
                        HttpMethod.GET,
                        "/api/statistics/app-coverage",
                        c -> c.get().uri("/api/statistics/app-coverage?org=xingyi"),
                        ofXingyi(Map.of(
                                "county supervisor", 200,
                                "bureau administrator", 200,
                                "platform administrator", 200)));
    }
}
