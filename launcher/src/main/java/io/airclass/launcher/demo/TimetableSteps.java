package io.airclass.launcher.demo;

import io.airclass.launcher.demo.Journey.Cast;
import io.airclass.launcher.demo.Journey.Scene;
import io.airclass.launcher.region.DemoTimetable;
import io.airclass.launcher.region.Region;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/** A timetable is uploaded, approved by the principal and published, three days ahead; student and teacher see the lessons of a Monday. */
final class TimetableSteps {
    private static final ZoneId SCHOOL_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int LESSONS_A_DAY = 7;
    /** From the publication of a timetable to its first lesson. */
    private static final int NOTICE_DAYS = 3;

    private final Steps steps;
    private final Cast cast;
    private final Scene scene;

    TimetableSteps(Steps steps, Cast cast, Scene scene) {
        this.steps = steps;
        this.cast = cast;
        this.scene = scene;
    }

    void walk(Clock clock) {
        var monday = mondayOfTerm(
                scene.region(), LocalDate.now(clock.withZone(SCHOOL_ZONE)).plusDays(NOTICE_DAYS));
        var path = "/api/classes/" + scene.schoolClass().id() + "/timetable";
        var current = steps.eventually(
                "administrator looks for a timetable",
                Call.get(path).as(cast.admin()),
                answer -> answer.status() == 200 || answer.text("/type").endsWith("timetable-not-found"));
        var upload = Call.put(path + "?effectiveFrom=" + monday)
                .as(cast.admin())
                .text("text/csv; charset=utf-8", DemoTimetable.csv(scene.region(), scene.schoolClass()));
        var draft = current.status() == 200
                ? steps.expect("administrator uploads it anew", upload.ifMatch(current.etag()), 200)
                : steps.expect("administrator uploads it", upload, 201);
        if (!draft.text("/state").equals("PUBLISHED")) {
            steps.expect(
                    "administrator submits it",
                    Call.put(path + "/submission").as(cast.admin()).ifMatch(draft.etag()),
                    200);
            steps.expect("principal approves it", Call.put(path + "/approval").as(cast.principal()), 200);
            steps.expect(
                    "administrator publishes it",
                    Call.put(path + "/publication").as(cast.admin()),
                    200);
        }
        lessons("student", cast.student(), monday, LESSONS_A_DAY);
        lessons("teacher", cast.teacher(), monday, 1);
    }

    /** Who is in the class the service learns by events, which a region that was just loaded has many of. */
    private void lessons(String who, Session session, LocalDate day, int atLeast) {
        steps.eventually(
                who + " sees the lessons of the day",
                Call.get("/api/me/lessons?date=" + day).as(session),
                answer -> answer.status() == 200 && answer.json().at("/items").size() >= atLeast,
                "/items");
    }

    /** The first Monday from today on that lies in a term; in the long holidays, the first Monday of the last term. */
    static LocalDate mondayOfTerm(Region region, LocalDate today) {
        var monday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        return region.terms().stream()
                .filter(term -> term.type().equals("term"))
                .map(term -> monday.isBefore(term.firstDay())
                        ? term.firstDay().with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY))
                        : monday.isAfter(term.lastDay()) ? LocalDate.MAX : monday)
                .min(LocalDate::compareTo)
                .filter(day -> day.isBefore(LocalDate.MAX))
                .orElseGet(
                        () -> region.terms().getLast().firstDay().with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY)));
    }
}
