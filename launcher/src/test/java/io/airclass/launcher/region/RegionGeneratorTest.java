package io.airclass.launcher.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RegionGeneratorTest {
    private static final List<String> NINE_UNITS =
            List.of("兴义市", "兴仁市", "普安县", "晴隆县", "贞丰县", "望谟县", "册亨县", "安龙县", "义龙新区");

    private final Region region = RegionGenerator.generate(2026);

    @Test
    void the_prefecture_has_nine_units_of_which_the_functional_zone_has_no_division_code() {
        var prefecture = org("黔西南布依族苗族自治州");
        var units = region.orgs().stream()
                .filter(org -> org.parentId().equals(Optional.of(prefecture.id())))
                .toList();

        assertThat(prefecture.divisionCode()).contains("522300");
        assertThat(org("贵州省").id()).isEqualTo(prefecture.parentId().orElseThrow());
        assertThat(units).extracting(Region.Org::name).containsExactlyElementsOf(NINE_UNITS);
        assertThat(units)
                .extracting(unit -> unit.divisionCode().orElse("none"))
                .containsExactly(
                        "522301", "522302", "522323", "522324", "522325", "522326", "522327", "522328", "none");
        assertThat(org("义龙新区").type()).isEqualTo("functional-zone");
    }

    @Test
    void there_are_43_senior_and_210_junior_schools_with_different_names_in_all_nine_units() {
        var schools = region.orgs().stream()
                .filter(org -> org.type().equals("school"))
                .toList();

        assertThat(schools)
                .filteredOn(school -> school.stages().equals(List.of("SENIOR")))
                .hasSize(43);
        assertThat(schools)
                .filteredOn(school -> school.stages().equals(List.of("JUNIOR")))
                .hasSize(210);
        assertThat(schools).extracting(Region.Org::name).doesNotHaveDuplicates();
        assertThat(schools)
                .extracting(school -> school.parentId().orElseThrow())
                .containsOnly(NINE_UNITS.stream().map(name -> org(name).id()).toArray(String[]::new));
        assertThat(schools)
                .filteredOn(school -> school.managingOrgId().isPresent())
                .hasSize(2)
                .allSatisfy(school -> assertThat(school.managingOrgId())
                        .contains(org("黔西南布依族苗族自治州").id()));
    }

    @Test
    void every_organisation_has_exactly_one_path_to_the_province() {
        var byId = region.orgs().stream().collect(Collectors.toMap(Region.Org::id, Function.identity()));

        for (var org : region.orgs()) {
            var path = new HashSet<String>();
            var at = Optional.of(org);
            while (at.isPresent()) {
                assertThat(path.add(at.get().id()))
                        .as("no cycle above %s", org.name())
                        .isTrue();
                at = at.get().parentId().map(byId::get);
            }
            assertThat(path).contains(org("贵州省").id());
        }
    }

    @Test
    void two_schools_have_six_classes_of_fifty_students_with_a_teacher_for_each_subject_and_one_head_teacher() {
        assertThat(region.classes()).hasSize(12);
        for (var schoolClass : region.classes()) {
            var members = region.enrolments().stream()
                    .filter(each -> each.classId().equals(schoolClass.id()))
                    .toList();
            assertThat(members)
                    .filteredOn(each -> each.role().equals("student"))
                    .hasSize(50);
            assertThat(members).filteredOn(Region.Enrolment::headTeacher).hasSize(1);
            assertThat(members)
                    .filteredOn(each -> each.role().equals("teacher"))
                    .extracting(each -> each.subject().orElseThrow())
                    .containsExactlyElementsOf(
                            Curriculum.periodsAWeek(schoolClass.grade()).keySet());
        }
    }

    @Test
    void most_students_have_two_guardians_some_one_and_some_share_them_with_a_sibling() {
        var students = region.people().stream()
                .filter(person -> person.grade().isPresent())
                .toList();
        var two = students.stream()
                .filter(student -> student.guardianIds().size() == 2)
                .count();
        Map<List<String>, Long> families =
                students.stream().collect(Collectors.groupingBy(Region.Person::guardianIds, Collectors.counting()));

        assertThat(students).hasSize(600).noneMatch(student -> student.guardianIds()
                .isEmpty());
        assertThat(two).isBetween(480L, 560L);
        assertThat(families.values().stream().filter(children -> children > 1).count())
                .isBetween(20L, 60L);
    }

    @Test
    void the_three_working_groups_have_officers_at_the_prefecture_and_in_one_county() {
        for (var role : List.of("TEACHING_OFFICER", "TECHNICAL_OFFICER", "SUPERVISION_OFFICER")) {
            assertThat(region.roles())
                    .filteredOn(each -> each.airclass().equals(Optional.of(role)))
                    .extracting(Region.Role::orgId)
                    .containsOnly(org("黔西南布依族苗族自治州").id(), org("兴义市").id());
        }
    }

    @Test
    void ids_are_unique_short_and_of_safe_characters() {
        var ids = region.people().stream().map(Region.Person::id).collect(Collectors.toList());
        region.orgs().forEach(org -> ids.add(org.id()));
        region.classes().forEach(each -> ids.add(each.id()));
        region.courses().forEach(each -> ids.add(each.id()));
        region.enrolments().forEach(each -> ids.add(each.id()));

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Za-z0-9._-]{1,64}"));
    }

    @Test
    void demo_accounts_belong_to_people_of_the_region() {
        assertThat(region.accounts())
                .extracting(Region.Account::username)
                .contains(
                        "student",
                        "guardian",
                        "teacher",
                        "head-teacher",
                        "principal",
                        "county-officer",
                        "prefecture-supervisor");
        assertThat(region.people())
                .extracting(Region.Person::id)
                .containsAll(
                        region.accounts().stream().map(Region.Account::personId).toList());
        assertThat(region.classOfStudent(region.account("student").personId()).title())
                .isEqualTo("高一（1）班");
    }

    @Test
    void the_school_year_turns_in_august() {
        assertThat(RegionGenerator.schoolYearOf(LocalDate.of(2027, 7, 31))).isEqualTo(2026);
        assertThat(RegionGenerator.schoolYearOf(LocalDate.of(2027, 8, 1))).isEqualTo(2027);
    }

    private Region.Org org(String name) {
        return region.orgs().stream()
                .filter(org -> org.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
