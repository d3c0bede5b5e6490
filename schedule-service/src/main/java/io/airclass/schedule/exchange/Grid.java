package io.airclass.schedule.exchange;

import io.airclass.kit.tables.Table;
import io.airclass.schedule.dates.DateRules;
import io.airclass.schedule.timetable.CellFault;
import io.airclass.schedule.timetable.CellFault.Kind;
import io.airclass.schedule.timetable.DraftService.Days;
import io.airclass.schedule.timetable.FilePart;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableCsv;
import io.airclass.schedule.timetable.TimetableCsv.Fields;
import io.airclass.schedule.timetable.TimetableCsv.Place;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The grid that a school fills in: above it, in pairs of label and value, whose it is and from when on; then 节次 down and 星期 across.
 */
final class Grid {
    static final String CLASS_ID = "班级编号";
    static final String TEACHER_ID = "教师编号";
    static final String CLASS_NAME = "班级";
    static final String VERSION = "版本";
    private static final String FROM = "生效日期";
    private static final String LAST_DAY = "截止日期";
    private static final String WHY = "事由";
    private static final String PERIOD = "节次";
    private static final String BETWEEN = "\n\n";

    /** Rows above the grid's own heading. */
    private static final int ABOVE_MAX = 12;

    private static final Pattern PERIOD_TEXT = Pattern.compile("第?(\\d{1,2}|[一二三四五六七八九十]{1,3})节?课?");
    private static final String DIGITS = "一二三四五六七八九";

    private Grid() {}

    // Writing

    /** The grid of a class or group. */
    static Table of(HeldWeek held) {
        var week = held.week();
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(CLASS_ID, held.id(), CLASS_NAME, held.name(), VERSION, held.version() + ""));
        rows.add(List.of(
                FROM,
                week.effectiveFrom() + "",
                LAST_DAY,
                week.temporary() ? week.lastDay() + "" : "",
                WHY,
                week.why()));
        rows.addAll(body(week.slots(), GridEntry::write));
        return new Table(held.name(), rows);
    }

    /** The grid of a teacher: what is given to all of these classes and groups, with their names. */
    static Table ofTeacher(String teacherId, Collection<HeldWeek> all, Holders holders) {
        var slots = new ArrayList<Slot>();
        var names = new HashMap<String, List<String>>();
        for (var held : all) {
            for (var slot : collapsed(held.week().slots())) {
                if (slot.teacherId().equals(teacherId)) {
                    slots.add(slot);
                    names.computeIfAbsent(once(slot), _ -> new ArrayList<>()).add(holders.written(held.id()));
                }
            }
        }
        var rows = new ArrayList<List<String>>(List.of(List.of(TEACHER_ID, teacherId)));
        rows.addAll(body(
                slots,
                (slot, withTimes) -> GridEntry.write(slot, withTimes) + "\n" + CLASS_NAME + "："
                        + String.join("、", names.get(once(slot)))));
        return new Table("教师 " + teacherId, rows);
    }

    private interface Writing {
        String write(Slot slot, boolean withTimes);
    }

    private static List<List<String>> body(Collection<Slot> slots, Writing writing) {
        var byPeriod = collapsed(slots).stream()
                .collect(Collectors.groupingBy(Slot::period, TreeMap::new, Collectors.toList()));
        var rows = new ArrayList<List<String>>();
        rows.add(Stream.concat(
                        Stream.of(PERIOD, GridEntry.TIMES),
                        Stream.of(DayOfWeek.values()).map(Grid::weekday))
                .toList());
        byPeriod.forEach((period, some) -> {
            var times = some.stream().map(Grid::times).distinct().toList();
            boolean oneTime = times.size() == 1;
            var row = new ArrayList<String>(List.of(period + "", oneTime ? times.getFirst() : ""));
            for (var day : DayOfWeek.values()) {
                row.add(some.stream()
                        .filter(slot -> slot.weekday() == day)
                        .map(slot -> writing.write(slot, !oneTime && !slot.isSeasonal()))
                        .sorted()
                        .collect(Collectors.joining(BETWEEN)));
            }
            rows.add(row);
        });
        return rows;
    }

    private static String times(Slot slot) {
        return slot.isSeasonal() ? "" : GridEntry.times(slot);
    }

    private static String weekday(DayOfWeek day) {
        return "星期" + "一二三四五六日".charAt(day.getValue() - 1);
    }

    /** The lessons whose times change with the season once each. */
    static List<Slot> collapsed(Collection<Slot> slots) {
        var once = new LinkedHashMap<String, Slot>();
        slots.forEach(slot -> once.putIfAbsent(once(slot), slot));
        return List.copyOf(once.values());
    }

    /** The same for lessons that are written once. */
    static String once(Slot slot) {
        return slot.isSeasonal() ? timeless(slot) : slot + "";
    }

    /** What a lesson is but for its times. */
    static String timeless(Slot slot) {
        return slot.weekday() + " " + slot.period() + "\n" + GridEntry.write(slot, false);
    }

    // Reading

    /** Whether a table is a grid, and no list. */
    static boolean isGrid(Table table) {
        return heading(table).isPresent() && !table.rows().isEmpty();
    }

    /** Whether a grid is that of a teacher: above it stands the number of one. */
    static boolean isOfTeacher(Table table) {
        return heading(table).stream()
                .flatMap(heading -> IntStream.range(0, heading).boxed())
                .anyMatch(row -> table.cell(row, 0).equals(TEACHER_ID));
    }

    private static Optional<Integer> heading(Table table) {
        for (int row = 0; row < Math.min(table.rows().size(), ABOVE_MAX); row++) {
            var cells = table.rows().get(row);
            if (table.cell(row, 0).equals(PERIOD)
                    && cells.stream()
                            .skip(1)
                            .anyMatch(cell -> cell.length() > 1 && day(cell).isPresent())) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private static Optional<DayOfWeek> day(String cell) {
        return TimetableCsv.weekday(cell);
    }

    /** @param teachers gives the number of who stands in a cell, or says why there is none */
    static FilePart read(Table table, Function<String, Teachers.Found> teachers, Locale locale) {
        return new Reading(table, GridEntry.TEACHER_AND_ROOM, locale).ofClass(teachers);
    }

    /**
     * What stands in a grid.
     *
     * @param places of the values above it, by their labels
     * @param faults of the grid itself, as a heading that is not known: in whose lesson they are is not said
     */
    record Read(
            Table table,
            Map<String, String> values,
            Map<String, Place> places,
            List<Entry> entries,
            List<CellFault> faults) {}

    /** A lesson and its cell. */
    record Entry(Place place, GridEntry.Read lesson) {}

    /** @param bare takes the lines without a label */
    static Read read(Table table, GridEntry.Bare bare, Locale locale) {
        return new Reading(table, bare, locale).all();
    }

    private static final class Reading {
        private final Table table;
        private final GridEntry.Bare bare;
        private final Locale locale;
        private final Map<String, Place> labels = new HashMap<>();
        private final Map<String, String> values = new HashMap<>();
        private final List<Entry> entries = new ArrayList<>();
        private final List<CellFault> faults = new ArrayList<>();

        Reading(Table table, GridEntry.Bare bare, Locale locale) {
            this.table = table;
            this.bare = bare;
            this.locale = locale;
        }

        Read all() {
            var heading = heading(table);
            above(heading.orElse(ABOVE_MAX));
            heading.ifPresentOrElse(this::body, () -> faults.add(Kind.GRID_MISSING.at(place(0, 0), "", locale)));
            return new Read(table, values, labels, entries, faults);
        }

        FilePart ofClass(Function<String, Teachers.Found> teachers) {
            all();
            var lessons = new ArrayList<Fields>();
            var places = new HashMap<Long, Place>();
            for (var entry : entries) {
                var texts = new HashMap<>(entry.lesson().texts());
                entry.lesson().unknown().ifPresent(_ -> faults.add(Kind.LINE_UNKNOWN.at(entry.place(), "", locale)));
                var found = teachers.apply(texts.getOrDefault("teacherId", ""));
                found.fault(entry.place(), locale).ifPresentOrElse(faults::add, () -> {
                    texts.put("teacherId", found.id());
                    places.put(lessons.size() + 1L, entry.place());
                    lessons.add(new Fields(lessons.size() + 1L, texts));
                });
            }
            var version = value(VERSION, Kind.VERSION, Long::valueOf);
            var days = new Days(
                    value(FROM, Kind.DATE, Grid::date),
                    value(LAST_DAY, Kind.DATE, Grid::date),
                    values.getOrDefault(WHY, ""));
            return new FilePart(
                    values.getOrDefault(CLASS_ID, ""),
                    version,
                    days,
                    TimetableCsv.check(lessons, places, faults, locale));
        }

        private void above(int rows) {
            for (int row = 0; row < Math.min(rows, table.rows().size()); row++) {
                for (int column = 0; column < table.rows().get(row).size(); column += 2) {
                    labels.put(table.cell(row, column), place(row, column + 1));
                    values.put(table.cell(row, column), table.cell(row, column + 1));
                }
            }
        }

        private <T> Optional<T> value(String label, Kind wrong, Function<String, T> meaning) {
            var text = values.getOrDefault(label, "");
            try {
                return text.isEmpty() ? Optional.empty() : Optional.of(meaning.apply(text));
            } catch (NumberFormatException | DateTimeParseException _) {
                faults.add(wrong.at(labels.get(label), label, locale));
                return Optional.empty();
            }
        }

        private Place place(int row, int column) {
            return new Place(table.name(), Table.address(row, column));
        }

        private void body(int heading) {
            var days = new TreeMap<Integer, DayOfWeek>();
            int times = -1;
            for (int column = 1; column < table.rows().get(heading).size(); column++) {
                var text = table.cell(heading, column);
                var day = day(text);
                if (text.equals(GridEntry.TIMES)) {
                    times = column;
                } else if (day.isPresent() && !days.containsValue(day.get())) {
                    days.put(column, day.get());
                } else if (!text.isEmpty()) {
                    faults.add(Kind.GRID_HEADING.at(place(heading, column), "", locale));
                }
            }
            for (int row = heading + 1; row < table.rows().size() && entries.size() <= TimetableCsv.ROWS_MAX; row++) {
                row(row, days, times);
            }
        }

        private void row(int row, Map<Integer, DayOfWeek> days, int timesColumn) {
            var filled = new TreeSet<Integer>();
            days.keySet().stream()
                    .filter(column -> !table.cell(row, column).isEmpty())
                    .forEach(filled::add);
            if (filled.isEmpty()) {
                return; // a break between the periods, or a free one
            }
            var period = period(table.cell(row, 0));
            if (period.isEmpty()) {
                faults.add(Kind.PERIOD.at(place(row, 0), PERIOD, locale));
                return;
            }
            var times = new HashMap<String, String>();
            var said = timesColumn < 0 ? "" : table.cell(row, timesColumn);
            if (!said.isEmpty() && !GridEntry.times(said, times)) {
                faults.add(Kind.TIME.at(place(row, timesColumn), GridEntry.TIMES, locale));
                return;
            }
            filled.forEach(column -> cell(row, column, period.get(), days.get(column), times));
        }

        private void cell(int row, int column, int period, DayOfWeek day, Map<String, String> times) {
            int left = TimetableCsv.ROWS_MAX + 1 - entries.size();
            for (var lesson : GridEntry.read(table.cell(row, column), bare, left)) {
                var texts = new HashMap<>(times);
                texts.putAll(lesson.texts());
                texts.put("weekday", day.getValue() + "");
                texts.put("period", period + "");
                entries.add(new Entry(place(row, column), new GridEntry.Read(texts, lesson.unknown())));
            }
        }
    }

    private static LocalDate date(String text) {
        var date = LocalDate.parse(text);
        if (!DateRules.isPlausible(date)) {
            throw new DateTimeParseException("Another time's", text, 0);
        }
        return date;
    }

    /** The number of a period that is written as 1, 第1节 or 第一节. */
    private static Optional<Integer> period(String text) {
        var match = PERIOD_TEXT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var number = match.group(1);
        return Optional.of(Character.isDigit(number.charAt(0)) ? Integer.valueOf(number) : chinese(number));
    }

    /** From 一 to 十九; more than a day has where it is none of these. */
    private static int chinese(String number) {
        if (number.length() == 1) {
            return number.equals("十") ? 10 : DIGITS.indexOf(number) + 1;
        }
        return number.length() == 2 && number.charAt(0) == '十' && DIGITS.indexOf(number.charAt(1)) >= 0
                ? 11 + DIGITS.indexOf(number.charAt(1))
                : Integer.MAX_VALUE;
    }
}
