package io.airclass.gateway.route;

import static io.airclass.gateway.route.RouteEntry.of;
import static io.airclass.gateway.route.Traffic.ORDINARY;
import static io.airclass.gateway.route.Traffic.STREAM;
import static io.airclass.gateway.route.Traffic.UPLOAD;

import java.util.List;

/** Every address that is let through, in the order of look-up; all others answer 404. */
public final class RouteTable {
    /** What needs no token. */
    public static final List<String> PUBLIC =
            List.of("/api/auth/**", "/.well-known/**", "/api/live/**", "/api/feeds/**");

    public static final List<RouteEntry> ALL = List.of(
            of(Upstream.NOTIFICATION, STREAM, "/api/me/notifications/stream"),
            of(Upstream.HOMEWORK, UPLOAD, "/api/files", "/api/files/{id}", "/api/uploads", "/api/uploads/{id}"),
            of(Upstream.SCHEDULE, UPLOAD, "/api/lessons/{id}/replays", "/api/replays/{id}/content"),
            of(Upstream.ROSTER, UPLOAD, "/api/imports"),
            of(
                    Upstream.SCHEDULE,
                    UPLOAD,
                    "/api/schedule-files",
                    "/api/schools/{id}/timetables",
                    "/api/resource-imports",
                    "/api/resources/{id}/content",
                    "/api/asked-questions/{id}/pictures/{number}",
                    "/api/asked-questions/{id}/answer-files/{number}",
                    "/api/filings/{id}/plan"),
            of(Upstream.EXAM, UPLOAD, "/api/question-imports"),
            of(
                    Upstream.NOTIFICATION,
                    ORDINARY,
                    "/api/me/notifications",
                    "/api/me/notifications/unread-count",
                    "/api/me/notifications/{id}/read"),
            of(
                    Upstream.SCHEDULE,
                    ORDINARY,
                    "/api/me/lessons",
                    "/api/me/resources",
                    "/api/resources/**",
                    "/api/resource-reviews",
                    "/api/me/asked-questions",
                    "/api/asked-questions/**",
                    "/api/question-desk",
                    "/api/statistics/lessons",
                    "/api/statistics/questions",
                    "/api/alliances/**",
                    "/api/broadcasts/**",
                    "/api/classes/{id}/broadcast-clashes",
                    "/api/classes/{id}/broadcasts",
                    "/api/classes/{id}/courses/**",
                    "/api/classes/{id}/coverage",
                    "/api/classes/{id}/lessons",
                    "/api/classes/{id}/opt-outs/{broadcastId}",
                    "/api/orgs/{id}/alliances",
                    "/api/orgs/{id}/broadcasts",
                    "/api/classes/{id}/timetable/**",
                    "/api/classes/{id}/tv-lessons",
                    "/api/feeds/**",
                    "/api/filing-calls/**",
                    "/api/filings/**",
                    "/api/groups/**",
                    "/api/me/feeds/**",
                    "/api/me/offered-groups/**",
                    "/api/rooms/{id}/lessons",
                    "/api/schools/**",
                    "/api/teachers/{id}/lessons",
                    "/api/teachers/{id}/load",
                    "/api/lessons/**",
                    "/api/live/**",
                    "/api/me/replay-tasks",
                    "/api/orgs/{id}/filings",
                    "/api/orgs/{id}/live-readiness",
                    "/api/orgs/{id}/live-trainings",
                    "/api/orgs/{id}/phase-overview",
                    "/api/orgs/{id}/phases/**",
                    "/api/orgs/{id}/test-lessons/**",
                    "/api/replays/**"),
            of(
                    Upstream.HOMEWORK,
                    ORDINARY,
                    "/api/files/{id}/preview",
                    "/api/me/assignments",
                    "/api/me/marking-comments",
                    "/api/me/marking-queue",
                    "/api/assignments/**",
                    "/api/submissions/**",
                    "/api/classes/{id}/homework-budget",
                    "/api/schools/{id}/no-homework-days"),
            of(
                    Upstream.EXAM,
                    ORDINARY,
                    "/api/me/exams",
                    "/api/questions/**",
                    "/api/papers/**",
                    "/api/exams/**",
                    "/api/sittings/**"),
            of(
                    Upstream.ROSTER,
                    ORDINARY,
                    "/api/auth/**",
                    "/.well-known/openid-configuration",
                    "/.well-known/jwks.json",
                    "/api/me",
                    "/api/me/password",
                    "/api/me/profile",
                    "/api/me/sessions/**",
                    "/api/account-batches/**",
                    "/api/statistics/profiles",
                    "/api/audit",
                    "/api/people/**",
                    "/api/imports/{id}",
                    "/api/imports/{id}/report",
                    "/api/exports",
                    "/api/exports/{id}",
                    "/api/exports/{id}/file",
                    "/api/orgs/**",
                    "/api/policies/**",
                    "/api/classes/{id}",
                    "/api/classes/{id}/care",
                    "/api/classes/{id}/informer",
                    "/api/classes/{id}/members",
                    "/api/statistics/app-coverage",
                    "/api/me/space",
                    "/api/apps/{key}/launch"));

    private RouteTable() {}
}
