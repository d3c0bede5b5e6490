package io.airclass.schedule.filing;

import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.timetable.PlantedTimetables;
import io.airclass.schedule.timetable.Slot;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A province of its own with the prefecture 黔西南州, two counties and their schools, each with classes of grade 9. */
final class FilingRegion {
    final String key = UUID.randomUUID().toString().substring(0, 8);
    final String province = "province-" + key;
    final String prefecture = "prefecture-" + key;
    final String xingyi = "xingyi-" + key;
    final String anlong = "anlong-" + key;
    private final RosterView roster;
    private final PlantedTimetables timetables;

    FilingRegion(RosterView roster, PlantedTimetables timetables) {
        this.roster = roster;
        this.timetables = timetables;
        org(province, OrgType.PROVINCE, null, "贵州省", List.of("root", province));
        org(prefecture, OrgType.PREFECTURE, province, "黔西南州", List.of("root", province, prefecture));
        org(xingyi, OrgType.COUNTY, prefecture, "兴义市", within(xingyi));
        org(anlong, OrgType.COUNTY, prefecture, "安龙县", within(anlong));
    }

    private List<String> within(String county) {
        return List.of("root", province, prefecture, county);
    }

    private void org(String id, OrgType type, String parent, String name, List<String> within) {
        var stages = type == OrgType.SCHOOL ? List.of(Stage.JUNIOR) : List.<Stage>of();
        roster.apply(new OrgChangedV1(id, type, parent, null, null, name, stages, within, false), 1)
                .block();
    }

    List<String> withinOf(String county, String school) {
        var within = new ArrayList<>(within(county));
        within.add(school);
        return List.copyOf(within);
    }

    /** A school with so many classes, without timetables. */
    String school(String county, int number, int classes) {
        var id = "school-%03d-%s".formatted(number, key);
        org(id, OrgType.SCHOOL, county, "第" + number + "中学", withinOf(county, id));
        for (int i = 1; i <= classes; i++) {
            addClass(county, id, i, 9);
        }
        return id;
    }

    /** A teaching point of a school, with a class of its own. */
    String teachingPoint(String county, String school, int number) {
        var id = school + "-point-" + number;
        var within = new ArrayList<>(withinOf(county, school));
        within.add(id);
        org(id, OrgType.TEACHING_POINT, school, "第" + number + "教学点", within);
        var ofClass = new ArrayList<>(within);
        ofClass.add(classId(id, 1));
        roster.apply(
                        new ClassChangedV1(
                                classId(id, 1),
                                id,
                                "九（1）班",
                                9,
                                Stage.JUNIOR,
                                ofClass,
                                List.of(),
                                List.of(),
                                null,
                                false),
                        1)
                .block();
        return id;
    }

    String classId(String school, int number) {
        return school + "-c" + number;
    }

    void addClass(String county, String school, int number, int grade) {
        roster.apply(
                        new ClassChangedV1(
                                classId(school, number),
                                school,
                                "九（" + number + "）班",
                                grade,
                                Stage.JUNIOR,
                                withinOfClass(county, school, number),
                                List.of(),
                                List.of(),
                                null,
                                false),
                        1)
                .block();
    }

    private List<String> withinOfClass(String county, String school, int number) {
        var within = new ArrayList<>(withinOf(county, school));
        within.add(classId(school, number));
        return List.copyOf(within);
    }

    /** Publishes a timetable with one lesson of that subject each Monday. */
    void publish(String county, String school, int number, LocalDate first, LocalDate last, String subject) {
        timetables.publish(
                classId(school, number),
                withinOfClass(county, school, number),
                first,
                last,
                false,
                List.of(Slot.weekly(
                        DayOfWeek.MONDAY, 1, LocalTime.of(8, 30), LocalTime.of(8, 50), subject, "wang-fang", "")));
    }

    String schoolToken(String school) {
        return token("admin-" + school, grant(Role.SCHOOL_ADMINISTRATOR, school));
    }

    String bureauToken(String org) {
        return token("officer-" + org, grant(Role.ORG_ADMINISTRATOR, org));
    }

    String supervisorToken(String org) {
        return token("supervisor-" + org, grant(Role.SUPERVISION_OFFICER, org));
    }

    /** Who may file for every school and bureau below. */
    Caller everybody() {
        return new Caller(
                "everybody-" + key,
                "",
                List.of(new Grant(Role.SCHOOL_ADMINISTRATOR, province), new Grant(Role.ORG_ADMINISTRATOR, province)),
                Instant.now().plusSeconds(600));
    }
}
