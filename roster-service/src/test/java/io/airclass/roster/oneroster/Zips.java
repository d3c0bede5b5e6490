package io.airclass.roster.oneroster;

import io.airclass.testkit.region.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes bundles for tests: a small school of its own, and any part of it replaced. */
public final class Zips {
    public static final String ORGS_HEADER = Headers.ORGS;
    public static final String CLASSES_HEADER = Headers.CLASSES;
    public static final String USERS_HEADER = Headers.USERS;
    public static final String ROLES_HEADER = Headers.ROLES;
    public static final String ENROLLMENTS_HEADER = Headers.ENROLLMENTS;
    public static final String SESSIONS_HEADER = Headers.SESSIONS;

    private Zips() {}

    /** 兴义市第一中学 with one class: a head teacher, a second teacher, two students and a guardian. */
    public static Map<String, String> school() {
        var files = new LinkedHashMap<String, String>();
        files.put(
                "academicSessions.csv",
                SESSIONS_HEADER + "year-1,,,2026学年,schoolYear,2026-09-01,2027-07-10,,2027\n"
                        + "term-1,,,2026学年第一学期,term,2026-09-01,2027-01-20,year-1,2027\n");
        files.put(
                "orgs.csv",
                ORGS_HEADER
                        + org("guizhou", "贵州省", "state", "", "province", "520000")
                        + org("qianxinan", "黔西南州", "district", "guizhou", "prefecture", "522300")
                        + org("xingyi", "兴义市", "district", "qianxinan", "county", "522301")
                        + org("school-1", "兴义市第一中学", "school", "xingyi", "school", ""));
        files.put("classes.csv", CLASSES_HEADER + "class-1,,,高一（1）班,10,,,homeroom,,school-1,term-1,,,,senior\n");
        files.put(
                "users.csv",
                USERS_HEADER
                        + user("teacher-1", "chen.laoshi", "陈", "志强", "", "Lesson-2026")
                        + user("teacher-2", "wang.laoshi", "王", "丽华", "", "Lesson-2026")
                        + user("student-1", "li.ming", "李", "明", "guardian-1", "Lesson-2026")
                        + user("student-2", "zhao.xue", "赵", "雪", "", "")
                        + user("guardian-1", "li.baba", "李", "国栋", "", "Lesson-2026"));
        files.put(
                "roles.csv",
                ROLES_HEADER
                        + role("teacher-1", "teacher", "school-1", "")
                        + role("teacher-2", "teacher", "school-1", "")
                        + role("student-1", "student", "school-1", "")
                        + role("student-2", "student", "school-1", "")
                        + role("guardian-1", "guardian", "school-1", ""));
        files.put(
                "enrollments.csv",
                ENROLLMENTS_HEADER
                        + "e-1,,,class-1,school-1,teacher-1,teacher,true,,,语文\n"
                        + "e-2,,,class-1,school-1,teacher-2,teacher,false,,,\"数学,物理\"\n"
                        + "e-3,,,class-1,school-1,student-1,student,,,,\n"
                        + "e-4,,,class-1,school-1,student-2,student,,,,\n");
        return files;
    }

    public static String org(String id, String name, String type, String parent, String own, String code) {
        return id + ",,," + name + "," + type + ",," + parent + "," + own + "," + code + ",,\n";
    }

    public static String user(String id, String username, String family, String given, String agents, String password) {
        return id + ",,,true," + username + ",," + given + "," + family + ",,,,,," + agents + ",," + password
                + ",,,,,,\n";
    }

    public static String role(String user, String role, String org, String own) {
        return "role-" + user + "-" + org + ",,," + user + ",primary," + role + ",,," + org + ",," + own + "\n";
    }

    /** The manifest that fits the files. */
    public static String manifest(Map<String, String> files) {
        String lines = Arrays.stream(BundleFile.values())
                .map(file ->
                        "file." + file.shortName() + "," + (files.containsKey(file.entryName()) ? "bulk" : "absent"))
                .collect(Collectors.joining("\n"));
        return "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n" + lines + "\n";
    }

    /** The same rows as changes: every row with this status, last modified at that instant. */
    public static Map<String, String> changes(Map<String, String> files, String status, String at) {
        var changes = new LinkedHashMap<String, String>();
        files.forEach((name, text) ->
                changes.put(name, text.replaceAll("(?m)^((?!sourcedId)[^,\n]+),,,", "$1," + status + "," + at + ",")));
        return changes;
    }

    /** The zip of a bundle of changes. */
    public static byte[] delta(Map<String, String> files) {
        var all = new LinkedHashMap<String, byte[]>();
        all.put("manifest.csv", manifest(files).replace(",bulk", ",delta").getBytes(StandardCharsets.UTF_8));
        files.forEach((name, text) -> all.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return raw(all);
    }

    /** The zip of these files with a manifest, in UTF-8. */
    public static byte[] zip(Map<String, String> files) {
        var all = new LinkedHashMap<String, byte[]>();
        all.put("manifest.csv", manifest(files).getBytes(StandardCharsets.UTF_8));
        files.forEach((name, text) -> all.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return raw(all);
    }

    public static byte[] zip(Map<String, String> files, Charset charset) {
        var all = new LinkedHashMap<String, byte[]>();
        all.put("manifest.csv", manifest(files).getBytes(StandardCharsets.UTF_8));
        files.forEach((name, text) -> all.put(name, text.getBytes(charset)));
        return raw(all);
    }

    /** The zip of exactly these entries. */
    public static byte[] raw(Map<String, byte[]> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes the bytes to a file in the directory. */
    public static Path file(Path directory, byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(directory, "bundle", ".zip"), bytes);
    }
}
