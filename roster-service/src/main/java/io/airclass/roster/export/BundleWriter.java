package io.airclass.roster.export;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.kit.ids.Ids;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.export.ExportJob.Rows;
import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.org.Org;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.Person;
import io.airclass.roster.personal.FileKey;
import io.airclass.roster.personal.Particular;
import io.airclass.roster.personal.Particulars;
import io.airclass.roster.term.Term;
import io.airclass.roster.work.Closing;
import io.airclass.roster.work.WorkDirectory;
import io.airclass.roster.work.WorkFile;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a bundle of OneRoster 1.2 CSV: each file beside the others on this machine, as classes bring enrolments and people roles, and
 * then all of them into one zip. Nothing of it comes to the disk in the clear: the zip is sealed with {@link #key}. Not for several
 * threads; blocks.
 */
final class BundleWriter implements Closeable {
    /** Every class is a homeroom of this course, as the format wants a course. */
    private static final String COURSE = "airclass-homeroom";

    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** A file of the bundle with its header; our own columns stand last. */
    private enum Entry {
        ACADEMIC_SESSIONS(
                "academicSessions", "title,type,startDate,endDate,parentSourcedId,schoolYear,metadata.airclass.org"),
        ORGS(
                "orgs",
                "name,type,identifier,parentSourcedId,metadata.airclass.type,metadata.airclass.divisionCode,"
                        + "metadata.airclass.stages,metadata.airclass.managingOrg"),
        COURSES("courses", "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes"),
        CLASSES(
                "classes",
                "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,"
                        + "subjectCodes,periods,metadata.airclass.stage"),
        USERS(
                "users",
                "enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,"
                        + "grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,"
                        + "primaryOrgSourcedId,pronouns,metadata.airclass.identityNumber"),
        ROLES(
                "roles",
                "userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId,metadata.airclass.role"),
        ENROLLMENTS(
                "enrollments",
                "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate,metadata.airclass.subject");

        private final String shortName;
        private final String header;

        Entry(String shortName, String columns) {
            this.shortName = shortName;
            this.header = "sourcedId,status,dateLastModified," + columns;
        }
    }

    /** What the format has no word for: named absent in the manifest. */
    private static final List<String> ABSENT = Stream.concat(
                    BundleFile.LEFT_ASIDE.stream(),
                    Stream.of(BundleFile.DEMOGRAPHICS, BundleFile.USER_PROFILES).map(BundleFile::shortName))
            .sorted(String.CASE_INSENSITIVE_ORDER)
            .toList();

    /**
     * The finished bundle.
     *
     * @param path of the sealed file
     * @param bytes of the zip in the clear, as its hash
     */
    record Zip(Path path, long bytes, String sha256) {}

    private final FileKey key = FileKey.random();
    private final Path zip;
    private final Map<Entry, WorkFile> files = new EnumMap<>(Entry.class);
    private final Map<Entry, BufferedWriter> writers = new EnumMap<>(Entry.class);
    private final Map<Entry, Long> counts = new EnumMap<>(Entry.class);
    private final Set<String> orgIds = new HashSet<>();
    private final Set<String> heads = new HashSet<>();
    private final Map<String, Set<String>> termsByOrg = new HashMap<>();
    private Counted counted;
    private ZipOutputStream out;

    BundleWriter(WorkDirectory work) throws IOException {
        zip = work.newPath("bundle");
        try {
            for (Entry entry : Entry.values()) {
                open(entry, work.newFile(entry.shortName));
            }
        } catch (IOException | RuntimeException e) {
            try {
                close();
            } catch (IOException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
    }

    private void open(Entry entry, WorkFile file) throws IOException {
        files.put(entry, file);
        writers.put(entry, new BufferedWriter(new OutputStreamWriter(file.writing(), StandardCharsets.UTF_8)));
        writers.get(entry).write(entry.header + "\r\n");
        counts.put(entry, 0L);
    }

    void org(String id, Org org) throws IOException {
        orgIds.add(id);
        if (orgIds.size() == 1) {
            line(Entry.COURSES, COURSE, "", "行政班", "", "", id, "", "");
        }
        line(
                Entry.ORGS,
                id,
                org.name(),
                type(org),
                "",
                Org.ROOT.equals(org.parentId()) ? "" : org.parentId(),
                lower(org.type()),
                org.divisionCode(),
                org.stages().stream().map(BundleWriter::lower).collect(Collectors.joining(",")),
                org.managingOrgId());
    }

    private static String type(Org org) {
        return switch (org.type()) {
            case PROVINCE -> "state";
            case PREFECTURE, COUNTY, FUNCTIONAL_ZONE -> "district";
            case TOWNSHIP -> "local";
            case AUTHORITY -> "department";
            case SCHOOL, TEACHING_POINT -> "school";
        };
    }

    boolean has(String orgId) {
        return orgIds.contains(orgId);
    }

    void term(String id, Term term) throws IOException {
        termsByOrg.computeIfAbsent(term.orgId(), _ -> new LinkedHashSet<>()).add(id);
        line(
                Entry.ACADEMIC_SESSIONS,
                id,
                term.name(),
                "term",
                term.firstDay(),
                term.lastDay(),
                "",
                term.schoolYear(),
                term.orgId());
    }

    void schoolClass(String id, SchoolClass schoolClass) throws IOException {
        String terms = schoolClass.within().stream()
                .flatMap(orgId -> termsByOrg.getOrDefault(orgId, Set.of()).stream())
                .collect(Collectors.joining(","));
        line(
                Entry.CLASSES,
                id,
                schoolClass.name(),
                schoolClass.grade() == 0 ? "KG" : schoolClass.grade(),
                COURSE,
                "",
                "homeroom",
                "",
                schoolClass.schoolId(),
                terms,
                "",
                "",
                "",
                lower(schoolClass.stage()));
        if (schoolClass.headTeacherId() != null) {
            heads.add(schoolClass.headTeacherId() + "@" + schoolClass.schoolId());
        }
        for (String student : schoolClass.studentIds()) {
            enrolment(id, schoolClass, student, "student", false, List.of());
        }
        var teachers = schoolClass.teachers().stream()
                .collect(Collectors.groupingBy(
                        ClassTeacher::personId, Collectors.mapping(ClassTeacher::subject, Collectors.toList())));
        for (var teacher : new TreeMap<>(teachers).entrySet()) {
            boolean head = teacher.getKey().equals(schoolClass.headTeacherId());
            var subjects =
                    teacher.getValue().stream().filter(each -> !each.isEmpty()).toList();
            if (subjects.size() < teacher.getValue().size()) {
                enrolment(id, schoolClass, teacher.getKey(), "teacher", head, List.of());
            }
            if (!subjects.isEmpty()) {
                enrolment(id, schoolClass, teacher.getKey(), "teacher", head, subjects);
            }
        }
    }

    private void enrolment(
            String classId, SchoolClass schoolClass, String personId, String role, boolean head, List<String> subjects)
            throws IOException {
        String subject = String.join(",", subjects);
        line(
                Entry.ENROLLMENTS,
                Ids.from("enrollment", classId, personId, role, subject),
                classId,
                schoolClass.schoolId(),
                personId,
                role,
                head,
                "",
                "",
                subject);
    }

    /** @param particulars that may be told */
    void person(String id, Person person, String username, Particulars particulars) throws IOException {
        var grants = person.grants().stream()
                .filter(grant -> has(grant.org()))
                .filter(grant -> grant.role() != Role.HEAD_TEACHER || !heads.contains(id + "@" + grant.org()))
                .toList();
        line(
                Entry.USERS,
                id,
                person.enabled(),
                username,
                "",
                person.givenName(),
                person.familyName(),
                "",
                particulars.get(Particular.STUDENT_NUMBER).orElse(""),
                "",
                particulars.get(Particular.PHONE).orElse(""),
                "",
                String.join(",", person.guardianIds()),
                "",
                "",
                "",
                "",
                "",
                "",
                person.schoolIds().stream().filter(this::has).findFirst().orElse(""),
                "",
                particulars.get(Particular.IDENTITY_NUMBER).orElse(""));
        boolean first = true;
        for (Grant grant : grants) {
            line(
                    Entry.ROLES,
                    Ids.from("role", id, grant.text()),
                    id,
                    first ? "primary" : "secondary",
                    word(grant.role()),
                    "",
                    "",
                    grant.org(),
                    "",
                    ownWord(grant.role()));
            first = false;
        }
    }

    private static String word(Role role) {
        return switch (role) {
            case STUDENT -> "student";
            case GUARDIAN -> "guardian";
            case TEACHER, HEAD_TEACHER, RESEARCHER -> "teacher";
            case PRINCIPAL -> "principal";
            case SCHOOL_ADMINISTRATOR -> "siteAdministrator";
            case PLATFORM_ADMINISTRATOR -> "systemAdministrator";
            case TEACHING_OFFICER, TECHNICAL_OFFICER, SUPERVISION_OFFICER, ORG_ADMINISTRATOR, VENDOR_ENGINEER ->
                "districtAdministrator";
        };
    }

    /** Where the format's word means another role here, or depends on the organisation. */
    private static String ownWord(Role role) {
        return switch (role) {
            case STUDENT, GUARDIAN, TEACHER, PRINCIPAL -> "";
            default -> role.name();
        };
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void line(Entry entry, Object id, Object... fields) throws IOException {
        writers.get(entry)
                .write(Stream.concat(Stream.of(id, "", ""), Stream.of(fields))
                                .map(BundleWriter::field)
                                .collect(Collectors.joining(","))
                        + "\r\n");
        counts.merge(entry, 1L, Long::sum);
    }

    private static String field(Object value) {
        String text = value == null ? "" : value.toString();
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    Rows rows() {
        return new Rows(
                counts.get(Entry.ORGS),
                counts.get(Entry.ACADEMIC_SESSIONS),
                counts.get(Entry.CLASSES),
                counts.get(Entry.USERS),
                counts.get(Entry.ROLES),
                counts.get(Entry.ENROLLMENTS));
    }

    /** What opens the finished bundle. */
    FileKey key() {
        return key;
    }

    /** How many times {@link #pack} is called: packing a region takes longer than anybody may be silent. */
    static int packs() {
        return Entry.values().length;
    }

    /** Brings one of the files into the zip, the first one first; after it nothing can be written to any. */
    void pack(int index) throws IOException {
        if (index == 0) {
            counted = new Counted(key.sealing(Files.newOutputStream(zip)));
            out = new ZipOutputStream(counted);
            out.putNextEntry(entry("manifest"));
            out.write(manifest().getBytes(StandardCharsets.UTF_8));
        }
        var entry = Entry.values()[index];
        writers.get(entry).close();
        out.putNextEntry(entry(entry.shortName));
        try (var in = files.get(entry).reading()) {
            in.transferTo(out);
        }
    }

    /** The finished bundle, once all is packed; its file goes with this writer. */
    Zip zip() throws IOException {
        out.close();
        return new Zip(
                zip,
                counted.bytes,
                HexFormat.of().formatHex(counted.getMessageDigest().digest()));
    }

    /** Counts what it hashes. */
    private static final class Counted extends DigestOutputStream {
        private long bytes;

        Counted(OutputStream out) {
            super(out, sha256());
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void write(int b) throws IOException {
            super.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] content, int offset, int length) throws IOException {
            super.write(content, offset, length);
            bytes += length;
        }
    }

    /** Every entry has one and the same time, so that one roster gives one file, byte for byte. */
    private static ZipEntry entry(String shortName) {
        var entry = new ZipEntry(shortName + ".csv");
        entry.setTimeLocal(ENTRY_TIME);
        return entry;
    }

    private static String manifest() {
        var lines = new StringBuilder("propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.2\r\n");
        ABSENT.forEach(name -> lines.append("file.").append(name).append(",absent\r\n"));
        for (Entry entry : Entry.values()) {
            lines.append("file.").append(entry.shortName).append(",bulk\r\n");
        }
        return lines.append("source.systemName,Airclass\r\nsource.systemCode,airclass\r\n")
                .toString();
    }

    @Override
    public void close() throws IOException {
        Closing.all(Stream.of(
                        Stream.ofNullable(out),
                        writers.values().stream(),
                        files.values().stream(),
                        Stream.<Closeable>of(() -> Files.deleteIfExists(zip)))
                .flatMap(each -> each));
    }
}
