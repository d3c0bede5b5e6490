package io.airclass.launcher.demo;

import io.airclass.launcher.region.Region;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * The school day: a teacher, a student and the student's guardian sign in; timetable, homework and exam follow, and everything that
 * is told reaches inbox and open stream once. It can be walked any number of times on one suite.
 */
public final class Journey {
    private final URI gateway;
    private final Region region;
    private final Clock clock;
    private final Consumer<Step> told;

    /**
     * A journey through the suite behind a gateway, into which the region has been imported.
     *
     * @param told takes each step as soon as it is done
     */
    public Journey(URI gateway, Region region, Clock clock, Consumer<Step> told) {
        this.gateway = gateway;
        this.region = region;
        this.clock = clock;
        this.told = told;
    }

    /** Who takes part. */
    record Cast(Session admin, Session principal, Session teacher, Session student, Session guardian) {}

    /** The class, its subject teacher and the student, by id. */
    record Scene(Region region, Region.SchoolClass schoolClass, String subject, String teacherId, String studentId) {}

    /**
     * Walks all steps.
     *
     * @return the steps, in order
     * @throws StepFailed at the first step that does not go as it must
     */
    public List<Step> walk() {
        try (var client = new ApiClient(gateway)) {
            var steps = new Steps(client, told);
            var scene = scene();
            var cast = signIn(steps, scene);
            try (var students = client.stream(cast.student());
                    var guardians = client.stream(cast.guardian())) {
                var notices = new NoticeSteps(steps, cast, students, guardians);
                notices.opened();
                new TimetableSteps(steps, cast, scene).walk(clock);
                new HomeworkSteps(steps, cast, scene, notices).walk(clock);
                new ExamSteps(steps, cast, scene, notices).walk(clock);
                notices.eachOnce();
            }
            return steps.done();
        }
    }

    private Scene scene() {
        var student = region.account("student").personId();
        var schoolClass = region.classOfStudent(student);
        return new Scene(region, schoolClass, "数学", region.teacherOf(schoolClass.id(), "数学"), student);
    }

    private static Cast signIn(Steps steps, Scene scene) {
        var cast = new Cast(
                signIn(steps, "school administrator", "school-admin"),
                signIn(steps, "principal", "principal"),
                signIn(steps, "teacher", "teacher"),
                signIn(steps, "student", "student"),
                signIn(steps, "guardian", "guardian"));
        var me = Call.get("/api/me").as(cast.student());
        var answer = steps.expect("student asks who they are", me, 200, "/name");
        steps.check(
                answer.text("/id").equals(scene.studentId()), me, "the answer names somebody else: " + answer.brief());
        return cast;
    }

    private static Session signIn(Steps steps, String who, String username) {
        var answer = steps.expect(
                who + " signs in",
                ApiClient.signInCall(username, Region.DEMO_PASSWORD),
                200,
                "/tokenType",
                "/expiresIn");
        return ApiClient.session(username, answer);
    }
}
