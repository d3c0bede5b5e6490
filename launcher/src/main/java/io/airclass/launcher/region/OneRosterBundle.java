package io.airclass.launcher.region;

import io.airclass.launcher.region.Region.Account;
import io.airclass.launcher.region.Region.Course;
import io.airclass.launcher.region.Region.Enrolment;
import io.airclass.launcher.region.Region.Org;
import io.airclass.launcher.region.Region.Person;
import io.airclass.launcher.region.Region.Role;
import io.airclass.launcher.region.Region.SchoolClass;
import io.airclass.launcher.region.Region.Term;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A region as OneRoster 1.2 CSV in bulk mode: a manifest and seven files, with Airclass's additions in {@code metadata.airclass.*}
 * columns. In bulk mode {@code status} and {@code dateLastModified} stay empty.
 */
public final class OneRosterBundle {
    private static final List<String> ABSENT = List.of(
            "categories",
            "classResources",
            "courseResources",
            "demographics",
            "lineItemLearningObjectiveIds",
            "lineItems",
            "lineItemScoreScales",
            "resources",
            "resultLearningObjectiveIds",
            "results",
            "resultScoreScales",
            "scoreScales",
            "userProfiles",
            "userResources");

    private final Region region;
    private final Map<String, String> files;

    private OneRosterBundle(Region region) {
        this.region = region;
        this.files = fileTexts();
    }

    /** The bundle of a region. */
    public static OneRosterBundle of(Region region) {
        return new OneRosterBundle(region);
    }

    /** The files by name, in the order of the archive. */
    public Map<String, String> files() {
        return files;
    }

    /** SHA-256 over the names and texts of the files, in hexadecimal. */
    public String checksum() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, text) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The archive to upload. */
    public byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (var file : files.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(LocalDateTime.of(region.schoolYear(), 8, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Map<String, String> fileTexts() {
        var files = new LinkedHashMap<String, String>();
        files.put("manifest.csv", "");
        files.put("academicSessions.csv", terms().text(region.terms()));
        files.put("orgs.csv", orgs().text(region.orgs()));
        files.put("courses.csv", courses().text(region.courses()));
        files.put("classes.csv", classes().text(region.classes()));
        files.put("users.csv", users().text(region.people()));
        files.put("roles.csv", roles().text(region.roles()));
        files.put("enrollments.csv", enrolments().text(region.enrolments()));
        files.put("manifest.csv", manifest(files.keySet()));
        return files;
    }

    private static String manifest(Set<String> files) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("manifest.version", "1.0");
        properties.put("oneroster.version", "1.2");
        files.stream()
                .filter(name -> !name.equals("manifest.csv"))
                .forEach(name -> properties.put("file." + name.replace(".csv", ""), "bulk"));
        ABSENT.forEach(name -> properties.put("file." + name, "absent"));
        properties.put("source.systemName", "Airclass demo region");
        properties.put("source.systemCode", "airclass-demo");
        return new Columns<Map.Entry<String, String>>()
                .column("propertyName", Map.Entry::getKey)
                .column("value", Map.Entry::getValue)
                .text(properties.entrySet());
    }

    private Columns<Term> terms() {
        return new Columns<Term>()
                .column("sourcedId", Term::id)
                .empty("status", "dateLastModified")
                .column("title", Term::title)
                .column("type", Term::type)
                .column("startDate", Term::firstDay)
                .column("endDate", Term::lastDay)
                .column("parentSourcedId", Term::yearId)
                .column("schoolYear", any -> region.schoolYear() + 1);
    }

    private static Columns<Org> orgs() {
        return new Columns<Org>()
                .column("sourcedId", Org::id)
                .empty("status", "dateLastModified")
                .column("name", Org::name)
                .column("type", OneRosterBundle::oneRosterType)
                .column("identifier", Org::divisionCode)
                .column("parentSourcedId", Org::parentId)
                .column("metadata.airclass.type", Org::type)
                .column("metadata.airclass.divisionCode", Org::divisionCode)
                .column("metadata.airclass.stages", Org::stages)
                .column("metadata.airclass.managingOrg", Org::managingOrgId);
    }

    private static String oneRosterType(Org org) {
        return switch (org.type()) {
            case "province" -> "state";
            case "prefecture" -> "local";
            case "school" -> "school";
            default -> "district";
        };
    }

    private Columns<Course> courses() {
        return new Columns<Course>()
                .column("sourcedId", Course::id)
                .empty("status", "dateLastModified")
                .column("schoolYearSourcedId", any -> region.terms().getFirst().id())
                .column("title", Course::title)
                .empty("courseCode")
                .column("grades", course -> grade(course.grade()))
                .column("orgSourcedId", Course::schoolId)
                .empty("subjects", "subjectCodes");
    }

    private Columns<SchoolClass> classes() {
        var terms = region.terms().stream()
                .filter(term -> term.type().equals("term"))
                .map(Term::id)
                .toList();
        return new Columns<SchoolClass>()
                .column("sourcedId", SchoolClass::id)
                .empty("status", "dateLastModified")
                .column("title", SchoolClass::title)
                .column("grades", each -> grade(each.grade()))
                .column("courseSourcedId", SchoolClass::courseId)
                .empty("classCode")
                .column("classType", any -> "homeroom")
                .column("location", SchoolClass::room)
                .column("schoolSourcedId", SchoolClass::schoolId)
                .column("termSourcedIds", any -> terms)
                .empty("subjects", "subjectCodes", "periods")
                .column("metadata.airclass.stage", SchoolClass::stage);
    }

    private Columns<Person> users() {
        return new Columns<Person>()
                .column("sourcedId", Person::id)
                .empty("status", "dateLastModified")
                .column("enabledUser", any -> true)
                .column("username", person -> account(person).map(Account::username))
                .empty("userIds")
                .column("givenName", Person::givenName)
                .column("familyName", Person::familyName)
                .empty("middleName", "identifier", "email", "sms", "phone")
                .column("agentSourcedIds", Person::guardianIds)
                .column("grades", person -> person.grade().map(OneRosterBundle::grade))
                .column("password", person -> account(person).map(any -> Region.DEMO_PASSWORD))
                .empty("userMasterIdentifier", "resourceSourcedIds")
                .empty("preferredGivenName", "preferredMiddleName", "preferredFamilyName")
                .column("primaryOrgSourcedId", Person::primaryOrgId)
                .empty("pronouns");
    }

    private Optional<Account> account(Person person) {
        return region.accounts().stream()
                .filter(account -> account.personId().equals(person.id()))
                .findFirst();
    }

    private static Columns<Role> roles() {
        return new Columns<Role>()
                .column(
                        "sourcedId",
                        role -> DemoIds.of(
                                "role",
                                role.personId(),
                                role.orgId(),
                                role.airclass().orElse(role.oneRoster())))
                .empty("status", "dateLastModified")
                .column("userSourcedId", Role::personId)
                .column("roleType", role -> role.primary() ? "primary" : "secondary")
                .column("role", Role::oneRoster)
                .empty("beginDate", "endDate")
                .column("orgSourcedId", Role::orgId)
                .empty("userProfileSourcedId")
                .column("metadata.airclass.role", Role::airclass);
    }

    private static Columns<Enrolment> enrolments() {
        return new Columns<Enrolment>()
                .column("sourcedId", Enrolment::id)
                .empty("status", "dateLastModified")
                .column("classSourcedId", Enrolment::classId)
                .column("schoolSourcedId", Enrolment::schoolId)
                .column("userSourcedId", Enrolment::personId)
                .column("role", Enrolment::role)
                .column("primary", each -> each.role().equals("teacher") ? each.headTeacher() : "")
                .empty("beginDate", "endDate")
                .column("metadata.airclass.subject", Enrolment::subject);
    }

    private static String grade(int grade) {
        return "%02d".formatted(grade);
    }
}
