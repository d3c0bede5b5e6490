package io.airclass.roster.intake;

import io.airclass.kit.tables.Tables;
import io.airclass.kit.tables.WorkbookGuard;
import io.airclass.roster.intake.Workbooks.Sheet;
import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.oneroster.Finding;
import io.airclass.roster.oneroster.Findings;
import io.airclass.roster.org.Org;
import io.airclass.roster.work.Closing;
import io.airclass.roster.work.WorkDirectory;
import io.airclass.roster.work.WorkFile;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLStreamException;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/**
 * Writes the rows of a filled template as a bundle, so that they go through the same checks; every finding is told at the sheet, the row and
 * the column's letter that it comes from. Blocks; not for several threads.
 */
final class WorkbookBundle implements Closeable {
    private static final WorkbookGuard.Limits LIMITS = new WorkbookGuard.Limits(200, 300L << 20, 100L << 20, 5_000_000);
    private static final int CELL_CHARS_MAX = 4_000;

    private static final Map<BundleFile, String> HEADERS = new EnumMap<>(Map.of(
            BundleFile.ORGS,
            "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,metadata.airclass.type,"
                    + "metadata.airclass.stages",
            BundleFile.CLASSES,
            "sourcedId,status,dateLastModified,title,grades,schoolSourcedId,metadata.airclass.stage",
            BundleFile.USERS,
            "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,sms,agentSourcedIds,password,"
                    + "metadata.airclass.identityNumber,metadata.airclass.studentNumber",
            BundleFile.ROLES,
            "sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId",
            BundleFile.ENROLLMENTS,
            "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
                    + "metadata.airclass.subject"));

    /** In which column of the sheet a column of the bundle stands; any other stands in the first. */
    private static final Map<Sheet, Map<String, Integer>> COLUMNS = Map.of(
            Sheet.SCHOOLS,
            Map.of(
                    "name",
                    1,
                    "parentSourcedId",
                    2,
                    "type",
                    3,
                    "metadata.airclass.type",
                    3,
                    "metadata.airclass.stages",
                    4),
            Sheet.CLASSES,
            Map.of("title", 1, "schoolSourcedId", 2, "grades", 3, "metadata.airclass.stage", 4, "userSourcedId", 5),
            Sheet.TEACHERS,
            Map.of(
                    "familyName",
                    1,
                    "givenName",
                    2,
                    "orgSourcedId",
                    3,
                    "schoolSourcedId",
                    3,
                    "role",
                    4,
                    "classSourcedId",
                    5,
                    "username",
                    6,
                    "password",
                    7,
                    "sms",
                    8,
                    "metadata.airclass.identityNumber",
                    9),
            Sheet.STUDENTS,
            Map.of(
                    "familyName",
                    1,
                    "givenName",
                    2,
                    "classSourcedId",
                    3,
                    "schoolSourcedId",
                    3,
                    "orgSourcedId",
                    3,
                    "username",
                    4,
                    "password",
                    5,
                    "sms",
                    6,
                    "metadata.airclass.identityNumber",
                    7,
                    "metadata.airclass.studentNumber",
                    8),
            Sheet.GUARDIANS,
            Map.of(
                    "familyName",
                    1,
                    "givenName",
                    2,
                    "orgSourcedId",
                    3,
                    "username",
                    4,
                    "password",
                    5,
                    "sms",
                    6,
                    "metadata.airclass.identityNumber",
                    7));

    private record Place(Sheet sheet, int row) {}

    private record SchoolClass(String schoolId, String head) {}

    private final ReadableWorkbook workbook;
    private final String orgId;
    private final int rowsMax;
    private final Findings findings;
    private final WorkDirectory work;
    private final Map<BundleFile, WorkFile> files = new EnumMap<>(BundleFile.class);
    private final Map<BundleFile, BufferedWriter> writers = new EnumMap<>(BundleFile.class);
    private final Map<BundleFile, List<Place>> places = new EnumMap<>(BundleFile.class);
    private final Map<String, SchoolClass> classes = new HashMap<>();
    private final Map<String, Place> classPlaces = new LinkedHashMap<>();
    private final Map<String, String> schoolOfStudent = new HashMap<>();
    private final Map<String, List<String>> guardiansOf = new HashMap<>();
    private final Map<Sheet, Integer> columns = new EnumMap<>(Sheet.class);
    private int rows;

    private WorkbookBundle(
            ReadableWorkbook workbook, WorkDirectory work, String orgId, int rowsMax, Findings findings) {
        this.workbook = workbook;
        this.work = work;
        this.orgId = orgId;
        this.rowsMax = rowsMax;
        this.findings = findings;
    }

    /**
     * False where the workbook is refused as a whole, which the findings then tell.
     *
     * @param work for what lies between the two
     * @param orgId what a school without a parent hangs below
     */
    static boolean write(Path xlsx, Path zip, WorkDirectory work, String orgId, int rowsMax, Findings findings)
            throws IOException {
        var fault = WorkbookGuard.fault(xlsx, LIMITS);
        if (fault.isPresent()) {
            refuse(findings, fault.get().code(), fault.get().what());
            return false;
        }
        try (var workbook = new ReadableWorkbook(xlsx.toFile());
                var bundle = new WorkbookBundle(workbook, work, orgId, rowsMax, findings)) {
            bundle.write(zip);
        } catch (ExcelReaderException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | NullPointerException
                | UncheckedIOException notReadable) {
            // what the library throws for XML that is no workbook
            refuse(findings, WorkbookGuard.UNREADABLE, "");
        } catch (IOException e) {
            if (!(e.getCause() instanceof XMLStreamException)) {
                throw e;
            }
            refuse(findings, WorkbookGuard.UNREADABLE, "");
        }
        return !findings.refused();
    }

    private static void refuse(Findings findings, String code, String value) {
        findings.bundle("", 0, "", code, Map.of("value", value, "limit", value));
    }

    private void write(Path zip) throws IOException {
        for (BundleFile file : HEADERS.keySet()) {
            files.put(file, work.newFile("sheet"));
            writers.put(
                    file,
                    new BufferedWriter(new OutputStreamWriter(files.get(file).writing(), StandardCharsets.UTF_8)));
            writers.get(file).write(HEADERS.get(file) + "\n");
            places.put(file, new ArrayList<>());
        }
        for (Sheet sheet : Sheet.values()) {
            checkHeadings(sheet);
        }
        if (!findings.refused()) {
            each(Sheet.SCHOOLS, this::school);
            each(Sheet.CLASSES, this::schoolClass);
            each(Sheet.GUARDIANS, this::childrenOf);
            each(Sheet.TEACHERS, this::teacher);
            headsLeft();
            each(Sheet.STUDENTS, this::student);
            each(Sheet.GUARDIANS, this::guardian);
        }
        if (rows > rowsMax) {
            refuse(findings, "workbook-rows-too-many", String.valueOf(rowsMax));
        }
        if (!findings.refused()) {
            pack(zip);
            findings.translatedBy(this::translated);
        }
    }

    private void pack(Path zip) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("manifest.csv"));
            String manifest = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n"
                    + HEADERS.keySet().stream()
                            .map(file -> "file." + file.shortName() + ",bulk\n")
                            .collect(Collectors.joining());
            out.write(manifest.getBytes(StandardCharsets.UTF_8));
            for (BundleFile file : HEADERS.keySet()) {
                writers.get(file).close();
                out.putNextEntry(new ZipEntry(file.entryName()));
                try (var in = files.get(file).reading()) {
                    in.transferTo(out);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        Closing.all(Stream.concat(writers.values().stream(), files.values().stream()));
    }

    // Reading

    private interface Taker {
        void take(Cells cells) throws IOException;
    }

    /**
     * The cells of one row as text.
     *
     * @param numbers the columns whose cell is a number
     */
    private record Cells(Place place, List<String> texts, Set<Integer> numbers) {
        String text(int column) {
            return column < texts.size() ? texts.get(column) : "";
        }

        @Override
        public String toString() {
            return "Cells[" + place + "]";
        }
    }

    private void checkHeadings(Sheet sheet) throws IOException {
        var found = workbook.findSheet(sheet.title);
        if (found.isEmpty()) {
            refuse(findings, "sheet-missing", sheet.title);
            return;
        }
        try (Stream<Row> stream = found.get().openStream()) {
            var first = stream.findFirst();
            boolean particulars = first.isPresent()
                    && !text(first.get(), sheet.headings.size()).isEmpty();
            List<String> headings = particulars ? sheet.allHeadings() : sheet.headings;
            columns.put(sheet, headings.size());
            for (int i = 0; i < headings.size(); i++) {
                String heading = headings.get(i);
                if (first.isEmpty() || !plain(text(first.get(), i)).equals(plain(heading))) {
                    findings.bundle(sheet.title, 1, letter(i), "sheet-heading", Map.of("value", heading));
                }
            }
        }
    }

    private static String plain(String heading) {
        return heading.replace("*", "").replace("＊", "");
    }

    private void each(Sheet sheet, Taker taker) throws IOException {
        try (Stream<Row> stream = workbook.findSheet(sheet.title).orElseThrow().openStream()) {
            for (Row row : (Iterable<Row>) stream::iterator) {
                var texts = new ArrayList<String>();
                var numbers = new HashSet<Integer>();
                for (int i = 0; i < columns.get(sheet); i++) {
                    texts.add(text(row, i));
                    if (row.getOptionalCell(i)
                            .filter(cell -> cell.getType() == CellType.NUMBER)
                            .isPresent()) {
                        numbers.add(i);
                    }
                }
                if (row.getRowNum() > 1 && texts.stream().anyMatch(text -> !text.isEmpty()) && rows++ <= rowsMax) {
                    taker.take(new Cells(new Place(sheet, row.getRowNum()), texts, numbers));
                }
            }
        }
    }

    /** A number stands as it is shown: 101, not 101.0; a line break within a cell is a space. */
    private static String text(Row row, int column) {
        var cell = row.getOptionalCell(column).orElse(null);
        if (cell == null || cell.getValue() == null) {
            return "";
        }
        String text =
                switch (cell.getType()) {
                    case NUMBER -> Tables.plain(cell.asNumber());
                    default -> cell.getText();
                };
        String line = text.replaceAll("[\\r\\n\\t]+", " ").strip();
        return line.length() > CELL_CHARS_MAX ? line.substring(0, CELL_CHARS_MAX) : line;
    }

    private static List<String> split(String text, String by) {
        return Arrays.stream(text.split(by))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    // Each sheet

    private void school(Cells cells) throws IOException {
        String type = known(cells, 3, Workbooks.ORG_TYPES, "school");
        var stages = new ArrayList<String>();
        for (String stage : split(cells.text(4), "[,，、]")) {
            if (Workbooks.STAGES.containsKey(stage)) {
                stages.add(Workbooks.STAGES.get(stage));
            } else {
                fault(cells, 4, "cell-unknown", stage);
                return;
            }
        }
        if (type != null) {
            String above = orgId.equals(Org.ROOT) ? "" : orgId;
            String parent = cells.text(2).isEmpty() ? above : cells.text(2);
            line(
                    BundleFile.ORGS,
                    cells.place(),
                    cells.text(0),
                    cells.text(1),
                    "school",
                    "",
                    parent,
                    type,
                    String.join(",", stages));
        }
    }

    private void schoolClass(Cells cells) throws IOException {
        String stage = known(cells, 4, Workbooks.STAGES, "");
        if (stage == null) {
            return;
        }
        if (!cells.text(3).isEmpty() && !Workbooks.GRADES.contains(cells.text(3))) {
            fault(cells, 3, "cell-unknown", cells.text(3));
            return;
        }
        String grade = cells.text(3).equals("幼儿园") ? "KG" : cells.text(3);
        if (classes.putIfAbsent(cells.text(0), new SchoolClass(cells.text(2), cells.text(5))) == null
                && !cells.text(5).isEmpty()) {
            classPlaces.put(cells.text(0), cells.place());
        }
        line(BundleFile.CLASSES, cells.place(), cells.text(0), cells.text(1), grade, cells.text(2), stage);
    }

    private void childrenOf(Cells cells) {
        rows--;
        split(cells.text(3), "[,，、;；]").forEach(child -> guardiansOf
                .computeIfAbsent(child, _ -> new ArrayList<>())
                .add(cells.text(0)));
    }

    private void teacher(Cells cells) throws IOException {
        String duty = known(cells, 4, Workbooks.DUTIES, "teacher");
        if (duty == null) {
            return;
        }
        String id = cells.text(0);
        var subjects = new LinkedHashMap<String, List<String>>();
        for (String part : split(cells.text(5), "[;；]")) {
            String[] taught = part.split("[:：]", 2);
            subjects.computeIfAbsent(taught[0].strip(), _ -> new ArrayList<>());
            if (taught.length == 2 && !taught[1].isBlank()) {
                subjects.get(taught[0].strip()).addAll(split(taught[1], "[,，、]"));
            }
        }
        for (String classId : subjects.keySet()) {
            if (!classes.containsKey(classId)) {
                fault(cells, 5, "class-unknown", classId);
                return;
            }
        }
        user(cells, 6, List.of());
        role(cells, id, duty, cells.text(3));
        for (var taught : subjects.entrySet()) {
            SchoolClass schoolClass = classes.get(taught.getKey());
            boolean head = schoolClass.head().equals(id);
            if (head) {
                classPlaces.remove(taught.getKey());
            }
            enrolment(cells.place(), taught.getKey(), id, "teacher", head, taught.getValue());
        }
    }

    /** Head teachers who teach nothing else there. */
    private void headsLeft() throws IOException {
        for (var left : classPlaces.entrySet()) {
            enrolment(left.getValue(), left.getKey(), classes.get(left.getKey()).head(), "teacher", true, List.of());
        }
    }

    private void student(Cells cells) throws IOException {
        SchoolClass schoolClass = classes.get(cells.text(3));
        if (schoolClass == null) {
            fault(cells, 3, cells.text(3).isEmpty() ? "cell-missing" : "class-unknown", cells.text(3));
            return;
        }
        schoolOfStudent.put(cells.text(0), schoolClass.schoolId());
        user(cells, 4, guardiansOf.getOrDefault(cells.text(0), List.of()));
        role(cells, cells.text(0), "student", schoolClass.schoolId());
        enrolment(cells.place(), cells.text(3), cells.text(0), "student", false, List.of());
    }

    private void guardian(Cells cells) throws IOException {
        Set<String> schools = new HashSet<>();
        for (String child : split(cells.text(3), "[,，、;；]")) {
            if (!schoolOfStudent.containsKey(child)) {
                fault(cells, 3, "student-unknown", child);
                return;
            }
            schools.add(schoolOfStudent.get(child));
        }
        if (schools.isEmpty()) {
            fault(cells, 3, "cell-missing", "");
            return;
        }
        user(cells, 4, List.of());
        for (String school : schools) {
            role(cells, cells.text(0), "guardian", school);
        }
    }

    private void user(Cells cells, int username, List<String> guardians) throws IOException {
        int phone = username + 2;
        line(
                BundleFile.USERS,
                cells.place(),
                cells.text(0),
                "true",
                cells.text(username),
                cells.text(2),
                cells.text(1),
                cells.text(phone),
                guardians.stream().distinct().collect(Collectors.joining(",")),
                cells.text(username + 1),
                exact(cells, phone + 1),
                exact(cells, phone + 2));
    }

    /** A number of 18 digits that a spreadsheet takes for a number has lost its last ones: what is left has no identity number's form. */
    private static String exact(Cells cells, int column) {
        return cells.numbers().contains(column) ? "number" : cells.text(column);
    }

    private void role(Cells cells, String personId, String role, String school) throws IOException {
        line(BundleFile.ROLES, cells.place(), next(BundleFile.ROLES), personId, "primary", role, school);
    }

    private void enrolment(
            Place place, String classId, String personId, String role, boolean head, List<String> subjects)
            throws IOException {
        line(
                BundleFile.ENROLLMENTS,
                place,
                next(BundleFile.ENROLLMENTS),
                classId,
                classes.get(classId).schoolId(),
                personId,
                role,
                String.valueOf(head),
                String.join(",", subjects));
    }

    private String next(BundleFile file) {
        return "row-" + places.get(file).size();
    }

    /** What the word means; null where it is not known, which is told. */
    private String known(Cells cells, int column, Map<String, String> words, String otherwise) {
        String text = cells.text(column);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!words.containsKey(text)) {
            fault(cells, column, "cell-unknown", text);
        }
        return words.get(text);
    }

    private void fault(Cells cells, int column, String code, String value) {
        findings.add(new Finding(
                Finding.Weight.ROW,
                cells.place().sheet().title,
                cells.place().row(),
                letter(column),
                code,
                Map.of("value", value)));
    }

    // Writing and telling

    private void line(BundleFile file, Place place, String id, String... fields) throws IOException {
        writers.get(file)
                .write(Stream.concat(Stream.of(id, "", ""), Stream.of(fields))
                                .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                                .collect(Collectors.joining(","))
                        + "\n");
        places.get(file).add(place);
    }

    private Finding translated(Finding finding) {
        var file = HEADERS.keySet().stream()
                .filter(each -> each.entryName().equals(finding.file()))
                .findFirst();
        int index = (int) finding.line() - 2;
        if (file.isEmpty() || index < 0 || index >= places.get(file.get()).size()) {
            return finding;
        }
        Place place = places.get(file.get()).get(index);
        int column = COLUMNS.get(place.sheet()).getOrDefault(finding.column(), 0);
        return new Finding(
                finding.weight(), place.sheet().title, place.row(), letter(column), finding.code(), finding.facts());
    }

    private static String letter(int column) {
        return String.valueOf((char) ('A' + column));
    }
}
