package io.airclass.schedule.exchange;

import io.airclass.kit.tables.Table;
import io.airclass.schedule.timetable.CellFault;
import io.airclass.schedule.timetable.CellFault.Kind;
import io.airclass.schedule.timetable.TimetableCsv;
import io.airclass.schedule.timetable.TimetableCsv.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The grid of a teacher, as it is read: above it 教师编号, in each cell the subject and, in a line with or without the label 班级, the classes
 * or groups that have it together.
 *
 * @param name of the sheet
 * @param teacherId empty where it is not known whose it is
 * @param place of the teacher's number
 * @param faults by which it is not said which class is meant
 */
record TeacherSheet(String name, String teacherId, Place place, List<Lesson> lessons, List<CellFault> faults) {
    private static final String CLASSES = "classes";
    private static final Pattern LABEL = Pattern.compile(Grid.CLASS_NAME + "[：:](.*)");

    /**
     * A lesson of the teacher.
     *
     * @param texts by the English name of the column
     * @param classes lines that name them
     * @param wrong with the lesson; absent where nothing is
     */
    record Lesson(Place place, Map<String, String> texts, List<String> classes, Optional<CellFault> wrong) {}

    static TeacherSheet read(Table table, Teachers teachers, Locale locale) {
        var grid = Grid.read(table, TeacherSheet::gather, locale);
        var place = grid.places().getOrDefault(Grid.TEACHER_ID, new Place(table.name(), "A1"));
        var written = grid.values().getOrDefault(Grid.TEACHER_ID, "");
        var found = teachers.find(written);
        var faults = new ArrayList<>(grid.faults());
        found.fault(place, locale).ifPresent(faults::add);
        if (written.isEmpty()) {
            faults.add(Kind.TEACHER_MISSING.at(place, Grid.TEACHER_ID, locale));
        }
        if (grid.entries().size() > TimetableCsv.ROWS_MAX) {
            faults.add(Kind.ROWS_TOO_MANY.at(place, "", locale));
        }
        return new TeacherSheet(
                table.name(),
                found.id(),
                place,
                grid.entries().stream()
                        .limit(TimetableCsv.ROWS_MAX)
                        .map(entry -> lesson(entry, found.id(), teachers, locale))
                        .toList(),
                faults);
    }

    /** Lines without another label: the teacher again, or classes; which, is known when all of the sheet is. */
    private static boolean gather(String line, Map<String, String> texts) {
        texts.merge(CLASSES, line, (some, more) -> some + "\n" + more);
        return true;
    }

    private static Lesson lesson(Grid.Entry entry, String teacherId, Teachers teachers, Locale locale) {
        var texts = new HashMap<>(entry.lesson().texts());
        var lines = Optional.ofNullable(texts.remove(CLASSES)).map(String::lines).stream()
                .flatMap(all -> all)
                .toList();
        var other = Optional.ofNullable(texts.put("teacherId", teacherId))
                .filter(text -> !text.isEmpty() && !is(text, teacherId, teachers));
        var classes = new ArrayList<String>();
        for (var line : lines) {
            var label = LABEL.matcher(line);
            if (label.matches()) {
                classes.add(label.group(1).strip());
            } else if (!is(line, teacherId, teachers)) {
                classes.add(line);
            }
        }
        var wrong = other.map(text -> Kind.TEACHER_OTHER.at(entry.place(), "teacherId", locale, 0, text))
                .or(() -> entry.lesson().unknown().map(_ -> Kind.LINE_UNKNOWN.at(entry.place(), "", locale)));
        return new Lesson(entry.place(), texts, classes, wrong);
    }

    private static boolean is(String text, String teacherId, Teachers teachers) {
        return !teacherId.isEmpty() && teachers.find(text).id().equals(teacherId);
    }
}
