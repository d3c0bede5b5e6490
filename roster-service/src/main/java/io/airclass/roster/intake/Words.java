package io.airclass.roster.intake;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.roster.account.AccountRules;
import io.airclass.roster.oneroster.Row;
import io.airclass.roster.org.Org;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of OneRoster, and of our columns beside it, in the words of Airclass. */
final class Words {
    /** OneRoster knows the levels of one country; our column tells the level where it is given. */
    private static final Map<String, OrgType> ORG_TYPES = Map.of(
            "national", OrgType.PROVINCE,
            "state", OrgType.PROVINCE,
            "district", OrgType.COUNTY,
            "local", OrgType.COUNTY,
            "school", OrgType.SCHOOL);

    private static final Set<String> BEFORE_GRADE_ONE = Set.of("IT", "PR", "PK", "TK", "KG", "0");

    /** Roles of the format that grant nothing here. */
    static final Set<String> GRANTING_NOTHING = Set.of("aide", "counselor", "proctor");

    private Words() {}

    static Optional<OrgType> orgType(Row row) {
        String own = row.airclass("type");
        return own.isEmpty() ? Optional.ofNullable(ORG_TYPES.get(row.text("type"))) : named(OrgType.values(), own);
    }

    static Optional<Stage> stage(String word) {
        return named(Stage.values(), word);
    }

    static Optional<Role> role(String word) {
        return named(Role.values(), word);
    }

    /** {@code functional-zone} as well as {@code FUNCTIONAL_ZONE}. */
    private static <E extends Enum<E>> Optional<E> named(E[] values, String word) {
        String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }

    /** The first grade named: 0 for kindergarten, 1 to 12; empty where there is none such. */
    static Optional<Integer> grade(Row row) {
        List<String> grades = filled(row.list("grades"));
        if (grades.isEmpty()) {
            return Optional.empty();
        }
        String grade = grades.getFirst().toUpperCase(Locale.ROOT);
        if (BEFORE_GRADE_ONE.contains(grade)) {
            return Optional.of(0);
        }
        return grade.matches("0?[1-9]|1[0-2]") ? Optional.of(Integer.valueOf(grade)) : Optional.empty();
    }

    static Optional<Stage> stageOfClass(Row row, int grade) {
        String own = row.airclass("stage");
        return own.isEmpty() ? Optional.of(stageOf(grade)) : stage(own);
    }

    private static Stage stageOf(int grade) {
        if (grade == 0) {
            return Stage.KINDERGARTEN;
        }
        return grade <= 6 ? Stage.PRIMARY : grade <= 9 ? Stage.JUNIOR : Stage.SENIOR;
    }

    /** The role that a word of the format grants at an organisation; empty where the word is not known. */
    static Optional<Role> granted(String word, Org org) {
        return switch (word) {
            case "student" -> Optional.of(Role.STUDENT);
            case "guardian", "parent", "relative" -> Optional.of(Role.GUARDIAN);
            case "teacher" -> Optional.of(Role.TEACHER);
            case "principal" -> Optional.of(Role.PRINCIPAL);
            case "administrator", "siteAdministrator" ->
                Optional.of(org.isSchool() ? Role.SCHOOL_ADMINISTRATOR : Role.ORG_ADMINISTRATOR);
            case "districtAdministrator" -> Optional.of(Role.ORG_ADMINISTRATOR);
            case "systemAdministrator" -> Optional.of(Role.PLATFORM_ADMINISTRATOR);
            default -> Optional.empty();
        };
    }

    /** Whether the role is held at a school, and nowhere above. */
    static boolean isOfSchools(Role role) {
        return switch (role) {
            case STUDENT, GUARDIAN, TEACHER, HEAD_TEACHER, PRINCIPAL, SCHOOL_ADMINISTRATOR -> true;
            default -> false;
        };
    }

    static String username(String text) {
        return AccountRules.normalised(text);
    }

    static List<String> filled(List<String> words) {
        return words.stream().filter(word -> !word.isEmpty()).toList();
    }

    static List<ClassTeacher> sorted(List<ClassTeacher> teachers) {
        return teachers.stream()
                .distinct()
                .sorted(Comparator.comparing(ClassTeacher::personId).thenComparing(ClassTeacher::subject))
                .toList();
    }
}
