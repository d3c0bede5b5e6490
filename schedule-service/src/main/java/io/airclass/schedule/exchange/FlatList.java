package io.airclass.schedule.exchange;

import io.airclass.kit.tables.Table;
import io.airclass.schedule.timetable.CellFault;
import io.airclass.schedule.timetable.CellFault.Kind;
import io.airclass.schedule.timetable.DraftService.Days;
import io.airclass.schedule.timetable.FilePart;
import io.airclass.schedule.timetable.Mode;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableCsv;
import io.airclass.schedule.timetable.TimetableCsv.Fields;
import io.airclass.schedule.timetable.TimetableCsv.Place;
import io.airclass.schedule.timetable.Use;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The flat list: a row a lesson, with English or Chinese headings; for a whole school each row begins with the class. */
final class FlatList {
    private static final String VERSION = "版本";
    private static final String NAME = "班级";
    private static final List<String> COLUMNS = List.of(
            "weekday",
            "period",
            "start",
            "end",
            "subject",
            "teacherId",
            "room",
            "mode",
            "means",
            "use",
            "weeks",
            "joint",
            "studio",
            "open");

    private FlatList() {}

    static Table of(HeldWeek held) {
        return new Table(
                held.name(),
                Stream.concat(
                                Stream.of(headings()),
                                Grid.collapsed(held.week().slots()).stream().map(FlatList::row))
                        .toList());
    }

    static Table ofSchool(Collection<HeldWeek> all) {
        return new Table(
                "课程表",
                Stream.concat(
                                Stream.of(joined(List.of(Grid.CLASS_ID, NAME, VERSION), headings())),
                                all.stream().flatMap(held -> Grid.collapsed(
                                                held.week().slots())
                                        .stream()
                                        .map(slot -> joined(
                                                List.of(held.id(), held.name(), held.version() + ""), row(slot)))))
                        .toList());
    }

    private static List<String> headings() {
        return COLUMNS.stream().map(TimetableCsv::heading).toList();
    }

    private static List<String> joined(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private static List<String> row(Slot slot) {
        return List.of(
                slot.weekday().getValue() + "",
                slot.period() + "",
                slot.isSeasonal() ? "" : slot.start() + "",
                slot.isSeasonal() ? "" : slot.end() + "",
                slot.subject(),
                slot.teacherId(),
                slot.room(),
                slot.mode() == Mode.CLASSROOM ? "" : slot.mode().chinese(),
                slot.means(),
                slot.use() == Use.LESSON ? "" : slot.use().chinese(),
                GridEntry.weeks(slot),
                slot.joint(),
                slot.studio(),
                slot.open() ? "是" : "");
    }

    /** Whether a table begins as such a list does. */
    static boolean isList(Table table) {
        return !table.rows().isEmpty()
                && table.rows().getFirst().stream()
                                .map(TimetableCsv::column)
                                .flatMap(Optional::stream)
                                .distinct()
                                .count()
                        >= 2;
    }

    /** The timetables in a list, by class; one whose id is empty where the list has no column for it. */
    static List<FilePart> read(Table table, Teachers teachers, Locale locale) {
        return new Reading(table, teachers, locale).read();
    }

    private static final class Reading {
        private final Table table;
        private final Teachers teachers;
        private final Locale locale;
        private final Map<String, Integer> columns = new HashMap<>();
        private final List<CellFault> ofAll = new ArrayList<>();
        private final Map<String, Rows> byHolder = new LinkedHashMap<>();
        private int classColumn = -1;
        private int versionColumn = -1;

        private static final class Rows {
            private final List<Fields> lessons = new ArrayList<>();
            private final Map<Long, Place> places = new HashMap<>();
            private final List<CellFault> faults = new ArrayList<>();
            private Optional<Long> version = Optional.empty();
        }

        Reading(Table table, Teachers teachers, Locale locale) {
            this.table = table;
            this.teachers = teachers;
            this.locale = locale;
        }

        List<FilePart> read() {
            headings();
            for (int row = 1; row < table.rows().size() && ofAll.isEmpty(); row++) {
                if (table.rows().get(row).stream().anyMatch(cell -> !cell.isEmpty())) {
                    row(row);
                }
            }
            if (!ofAll.isEmpty()) {
                byHolder.clear();
                byHolder.computeIfAbsent("", _ -> new Rows()).faults.addAll(ofAll);
            }
            return byHolder.entrySet().stream()
                    .map(entry -> new FilePart(
                            entry.getKey(),
                            entry.getValue().version,
                            new Days(Optional.empty(), Optional.empty(), ""),
                            TimetableCsv.check(
                                    entry.getValue().lessons,
                                    entry.getValue().places,
                                    entry.getValue().faults,
                                    locale)))
                    .toList();
        }

        private void headings() {
            for (int column = 0; column < table.rows().getFirst().size(); column++) {
                var text = table.cell(0, column);
                var known = TimetableCsv.column(text);
                if (text.equals(Grid.CLASS_ID)) {
                    classColumn = column;
                } else if (text.equals(VERSION)) {
                    versionColumn = column;
                } else if (known.isPresent() && columns.putIfAbsent(known.get(), column) != null) {
                    ofAll.add(Kind.COLUMN_TWICE.at(place(0, column), text, locale));
                } else if (known.isEmpty() && !text.isEmpty() && !text.equals(NAME)) {
                    ofAll.add(Kind.COLUMN_UNKNOWN.at(place(0, column), "", locale));
                }
            }
            TimetableCsv.required().stream()
                    .filter(column -> !columns.containsKey(column))
                    .forEach(column -> ofAll.add(Kind.COLUMN_MISSING.at(place(0, 0), column, locale)));
        }

        private Place place(int row, int column) {
            return new Place(table.name(), Table.address(row, column));
        }

        private void row(int row) {
            var holderId = classColumn < 0 ? "" : table.cell(row, classColumn);
            var rows = byHolder.computeIfAbsent(holderId, _ -> new Rows());
            if (classColumn >= 0 && holderId.isEmpty()) {
                rows.faults.add(Kind.CLASS_MISSING.at(place(row, classColumn), "", locale));
                return;
            }
            var texts = new HashMap<String, String>();
            var cells = new HashMap<String, String>();
            columns.forEach((name, column) -> {
                texts.put(name, table.cell(row, column));
                cells.put(name, Table.address(row, column));
            });
            var place = new Place(table.name(), Table.address(row, 0), cells);
            var version = versionColumn < 0 ? "" : table.cell(row, versionColumn);
            if (version.matches("\\d{1,18}")) {
                rows.version = Optional.of(Long.valueOf(version));
            } else if (!version.isEmpty()) {
                rows.faults.add(Kind.VERSION.at(place(row, versionColumn), VERSION, locale));
            }
            var found = teachers.find(texts.getOrDefault("teacherId", ""));
            found.fault(place, locale).ifPresentOrElse(rows.faults::add, () -> {
                texts.put("teacherId", found.id());
                rows.places.put(row + 1L, place);
                rows.lessons.add(new Fields(row + 1L, texts));
            });
        }
    }
}
