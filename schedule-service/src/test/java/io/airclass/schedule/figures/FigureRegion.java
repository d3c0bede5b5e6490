package io.airclass.schedule.figures;

import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.schedule.LessonAttendedV1;
import io.airclass.contracts.schedule.LessonChangeKind;
import io.airclass.contracts.schedule.LessonChangedV1;
import io.airclass.contracts.schedule.LessonEndedV1;
import io.airclass.contracts.schedule.LessonPlace;
import io.airclass.contracts.schedule.LessonStartedV1;
import io.airclass.contracts.schedule.ReplayReadyV1;
import io.airclass.contracts.schedule.ReplayTaskClosedV1;
import io.airclass.contracts.schedule.ReplayWatchedV1;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.lesson.LessonId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A prefecture of its own with two counties: 兴义市 with two schools of two classes, of which one, at a teaching point's size, has three students,
 * and 安龙县 with a school of one class; and what may be told of their lessons.
 */
final class FigureRegion {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int LESSONS_A_DAY = 4;

    final String key = UUID.randomUUID().toString().substring(0, 8);
    final String province = "province-" + key;
    final String prefecture = "qianxinan-" + key;
    final String xingyi = "xingyi-" + key;
    final String anlong = "anlong-" + key;
    final String first = "first-" + key;
    final String village = "village-" + key;
    final String other = "other-" + key;
    final String wang = "wang-fang-" + key;

    /** Students by class. */
    final Map<String, Integer> sizes = new TreeMap<>();

    private final Map<String, List<String>> within = new TreeMap<>();

    FigureRegion(RosterView roster) {
        org(roster, province, OrgType.PROVINCE, "贵州省", List.of(province));
        org(roster, prefecture, OrgType.PREFECTURE, "黔西南州", List.of(province, prefecture));
        org(roster, xingyi, OrgType.COUNTY, "兴义市", List.of(province, prefecture, xingyi));
        org(roster, anlong, OrgType.COUNTY, "安龙县", List.of(province, prefecture, anlong));
        org(roster, first, OrgType.SCHOOL, "兴义市第一中学", List.of(province, prefecture, xingyi, first));
        org(roster, village, OrgType.SCHOOL, "敬南村小学", List.of(province, prefecture, xingyi, village));
        org(roster, other, OrgType.SCHOOL, "安龙县民族中学", List.of(province, prefecture, anlong, other));
        schoolClass(roster, "c1-" + key, "七（1）班", first, xingyi, 48);
        schoolClass(roster, "c2-" + key, "七（2）班", first, xingyi, 45);
        schoolClass(roster, "c3-" + key, "一（1）班", village, xingyi, 3);
        schoolClass(roster, "c4-" + key, "二（1）班", village, xingyi, 12);
        schoolClass(roster, "c5-" + key, "八（1）班", other, anlong, 50);
    }

    private static void org(RosterView roster, String id, OrgType type, String name, List<String> within) {
        String parent = within.size() < 2 ? null : within.get(within.size() - 2);
        var event = new OrgChangedV1(id, type, parent, null, null, name, List.of(), within, false);
        roster.apply(event, 1).block();
    }

    private void schoolClass(RosterView roster, String id, String name, String school, String county, int students) {
        var path = List.of(province, prefecture, county, school, id);
        within.put(id, path);
        sizes.put(id, students);
        var ids = IntStream.range(0, students).mapToObj(i -> id + "-s" + i).toList();
        var event = new ClassChangedV1(
                id, school, name, 7, Stage.JUNIOR, path, ids, List.of(new ClassTeacher(wang, "语文")), wang, false);
        roster.apply(event, 1).block();
    }

    List<String> classes() {
        return List.copyOf(sizes.keySet());
    }

    List<String> within(String classId) {
        return within.get(classId);
    }

    String officer() {
        return token("officer-" + key, grant(Role.SUPERVISION_OFFICER, prefecture));
    }

    String principal() {
        return token("principal-" + key, grant(Role.PRINCIPAL, first));
    }

    String teacher() {
        return token(wang, grant(Role.TEACHER, first));
    }

    static String lesson(String classId, LocalDate day, int period) {
        return new LessonId(classId, day, period).toString();
    }

    static Instant at(LocalDate day, int period) {
        return day.atTime(LocalTime.of(7 + period, 0)).atZone(ZONE).toInstant();
    }

    /** What is told of the lessons of all classes on some days, in the order in which it happens. */
    List<PublishedEvent> events(List<LocalDate> days, Random random) {
        var events = new ArrayList<PublishedEvent>();
        for (var day : days) {
            for (String classId : classes()) {
                for (int period = 1; period <= LESSONS_A_DAY; period++) {
                    events.addAll(lessonEvents(classId, day, period, random));
                }
            }
        }
        return events;
    }

    private List<PublishedEvent> lessonEvents(String classId, LocalDate day, int period, Random random) {
        String lesson = lesson(classId, day, period);
        var path = within(classId);
        String school = path.get(3);
        var above = path.subList(0, 4);
        var planned = at(day, period);
        if (random.nextInt(6) == 0) {
            return List.of(cancelled(classId, day, period));
        }
        var events = new ArrayList<PublishedEvent>();
        long late = random.nextInt(120);
        var started = planned.plusSeconds(late);
        var ended = started.plusSeconds(2_400);
        int enrolled = sizes.get(classId);
        int joined = random.nextInt(enrolled + 1);
        events.add(new LessonStartedV1(
                lesson, classId, List.of(classId), school, above, "语文", wang, false, planned, started, late));
        events.add(new LessonEndedV1(
                lesson, classId, List.of(classId), school, above, "语文", wang, false, started, ended, true));
        events.add(new LessonAttendedV1(
                lesson,
                classId,
                school,
                path,
                "语文",
                wang,
                enrolled,
                joined,
                joined / 2,
                0,
                random.nextInt(500),
                random.nextInt(500),
                random.nextInt(500),
                random.nextInt(500),
                0));
        if (random.nextBoolean()) {
            events.add(new ReplayReadyV1(
                    "replay-" + lesson, lesson, List.of(classId), school, above, wang, ended.plusSeconds(86_400)));
            for (int i = 0; i < random.nextInt(3); i++) {
                events.add(new ReplayWatchedV1(lesson, "replay-" + lesson, classId, school, above));
                events.add(new ReplayTaskClosedV1(
                        lesson, "replay-" + lesson, classId, school, path, classId + "-s" + i, 90 + i));
            }
        }
        return events;
    }

    PublishedEvent cancelled(String classId, LocalDate day, int period) {
        var planned = at(day, period);
        return new LessonChangedV1(
                "change-" + UUID.randomUUID(),
                lesson(classId, day, period),
                classId,
                List.of(classId),
                within(classId).get(3),
                within(classId).subList(0, 4),
                LessonChangeKind.CANCELLED,
                "语文",
                new LessonPlace(planned, planned.plusSeconds(2_400), period, wang, ""),
                null,
                wang);
    }
}
