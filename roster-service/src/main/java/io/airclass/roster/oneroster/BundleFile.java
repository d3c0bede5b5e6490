package io.airclass.roster.oneroster;

import static io.airclass.roster.oneroster.Column.may;
import static io.airclass.roster.oneroster.Column.must;
import static io.airclass.roster.oneroster.Column.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a bundle that are read, with the columns of OneRoster 1.2 in their order; {@link #DEMOGRAPHICS} and {@link #USER_PROFILES}
 * are checked and not imported. The gradebook's and the resources' files are known by name, and left aside.
 */
public enum BundleFile {
    ACADEMIC_SESSIONS(
            "academicSessions",
            must("title", FieldType.TEXT),
            must("type", FieldType.SESSION_TYPE),
            must("startDate", FieldType.DATE),
            must("endDate", FieldType.DATE),
            may("parentSourcedId", FieldType.ID),
            must("schoolYear", FieldType.YEAR)),
    ORGS(
            "orgs",
            must("name", FieldType.TEXT),
            must("type", FieldType.ORG_TYPE),
            text("identifier"),
            may("parentSourcedId", FieldType.ID)),
    COURSES(
            "courses",
            may("schoolYearSourcedId", FieldType.ID),
            must("title", FieldType.TEXT),
            text("courseCode"),
            text("grades"),
            must("orgSourcedId", FieldType.ID),
            text("subjects"),
            text("subjectCodes")),
    CLASSES(
            "classes",
            must("title", FieldType.TEXT),
            text("grades"),
            may("courseSourcedId", FieldType.ID),
            text("classCode"),
            text("classType"),
            text("location"),
            must("schoolSourcedId", FieldType.ID),
            may("termSourcedIds", FieldType.IDS),
            text("subjects"),
            text("subjectCodes"),
            text("periods")),
    USERS(
            "users",
            must("enabledUser", FieldType.BOOLEAN),
            must("orgSourcedIds", FieldType.IDS).in11(),
            must("role", FieldType.TEXT).in11(),
            text("username"),
            text("userIds"),
            must("givenName", FieldType.TEXT),
            must("familyName", FieldType.TEXT),
            text("middleName"),
            text("identifier"),
            text("email"),
            text("sms"),
            text("phone"),
            may("agentSourcedIds", FieldType.IDS),
            text("grades"),
            text("password"),
            text("userMasterIdentifier"),
            text("resourceSourcedIds"),
            text("preferredGivenName"),
            text("preferredMiddleName"),
            text("preferredFamilyName"),
            may("primaryOrgSourcedId", FieldType.ID),
            text("pronouns")),
    ROLES(
            "roles",
            must("userSourcedId", FieldType.ID),
            must("roleType", FieldType.ROLE_TYPE),
            must("role", FieldType.TEXT),
            may("beginDate", FieldType.DATE),
            may("endDate", FieldType.DATE),
            must("orgSourcedId", FieldType.ID),
            may("userProfileSourcedId", FieldType.ID)),
    ENROLLMENTS(
            "enrollments",
            must("classSourcedId", FieldType.ID),
            must("schoolSourcedId", FieldType.ID),
            must("userSourcedId", FieldType.ID),
            must("role", FieldType.TEXT),
            may("primary", FieldType.BOOLEAN),
            may("beginDate", FieldType.DATE),
            may("endDate", FieldType.DATE)),
    DEMOGRAPHICS(
            "demographics",
            may("birthDate", FieldType.DATE),
            text("sex"),
            may("americanIndianOrAlaskaNative", FieldType.BOOLEAN),
            may("asian", FieldType.BOOLEAN),
            may("blackOrAfricanAmerican", FieldType.BOOLEAN),
            may("nativeHawaiianOrOtherPacificIslander", FieldType.BOOLEAN),
            may("white", FieldType.BOOLEAN),
            may("demographicRaceTwoOrMoreRaces", FieldType.BOOLEAN),
            may("hispanicOrLatinoEthnicity", FieldType.BOOLEAN),
            text("countryOfBirthCode"),
            text("stateOfBirthAbbreviation"),
            text("cityOfBirth"),
            text("publicSchoolResidenceStatus")),
    USER_PROFILES(
            "userProfiles",
            must("userSourcedId", FieldType.ID),
            must("profileType", FieldType.TEXT),
            must("vendorId", FieldType.TEXT),
            text("applicationId"),
            text("description"),
            must("credentialType", FieldType.TEXT),
            must("username", FieldType.TEXT),
            text("password"));

    /** Files of the gradebook and of resources: named in the manifest, left aside. */
    public static final Set<String> LEFT_ASIDE = Set.of(
            "categories",
            "classResources",
            "courseResources",
            "lineItemLearningObjectiveIds",
            "lineItems",
            "lineItemScoreScales",
            "resources",
            "resultLearningObjectiveIds",
            "results",
            "resultScoreScales",
            "scoreScales",
            "userResources");

    private final String shortName;
    private final List<Column> columns;

    BundleFile(String shortName, Column... own) {
        this.shortName = shortName;
        this.columns = Stream.concat(
                        Stream.of(
                                must("sourcedId", FieldType.ID),
                                may("status", FieldType.STATUS),
                                may("dateLastModified", FieldType.INSTANT)),
                        Arrays.stream(own))
                .toList();
    }

    /** As the manifest names it, after {@code file.}. */
    public String shortName() {
        return shortName;
    }

    public String entryName() {
        return shortName + ".csv";
    }

    List<Column> columns(boolean version11) {
        return version11
                ? columns
                : columns.stream().filter(column -> !column.only11()).toList();
    }

    static Optional<BundleFile> named(String shortName) {
        return Arrays.stream(values())
                .filter(file -> file.shortName.equals(shortName))
                .findFirst();
    }
}
