package io.airclass.schedule.timetable;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.airclass.kit.tables.Tables;
import io.airclass.schedule.timetable.CellFault.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The file that schools upload: {@code weekday,period,subject,teacherId} and, where they are needed, {@code start,end,room,mode,means,use,
 * weeks,joint,studio,open}, in any order of columns, with English or Chinese headings. It is read to its end, so that everything wrong
 * with it is told at once.
 */
public final class TimetableCsv {
    static final List<String> COLUMNS = List.of("weekday", "period", "subject", "teacherId");
    /** All columns, with their Chinese headings. */
    private static final Map<String, String> HEADINGS = Map.ofEntries(
            Map.entry("weekday", "星期"),
            Map.entry("period", "节次"),
            Map.entry("start", "开始"),
            Map.entry("end", "结束"),
            Map.entry("subject", "科目"),
            Map.entry("teacherId", "教师"),
            Map.entry("room", "教室"),
            Map.entry("mode", "方式"),
            Map.entry("means", "途径"),
            Map.entry("use", "类别"),
            Map.entry("weeks", "周次"),
            Map.entry("joint", "合班"),
            Map.entry("studio", "直播间"),
            Map.entry("open", "走班"));

    public static final int ROWS_MAX = 200;
    static final int FAULTS_MAX = 100;
    static final int PERIOD_MAX = 20;
    static final int SUBJECT_CHARS_MAX = 30;
    static final int ROOM_CHARS_MAX = 50;
    static final int MEANS_CHARS_MAX = 200;
    private static final Set<String> YES = Set.of("yes", "true", "1", "是");
    private static final Set<String> NO = Set.of("", "no", "false", "0", "否");
    private static final String WEEKDAYS = "一二三四五六日";

    private static final Pattern TIME = Pattern.compile("([01]?\\d|2[0-3]):([0-5]\\d)");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Locale locale;
    private final List<Row> rows = new ArrayList<>();
    private final List<CellFault> faults = new ArrayList<>();
    private Map<String, Integer> header = Map.of();
    private Map<Long, Place> places = Map.of();

    /**
     * What a file holds.
     *
     * @param faults empty when all of it was understood
     * @param places where the rows stand, by their numbers, where these say it not themselves
     */
    public record Reading(List<Row> rows, List<CellFault> faults, Map<Long, Place> places) {
        public Reading {
            faults = faults.stream().map(fault -> placed(fault, places)).toList();
        }

        /** What is wrong, at the place where it stands. */
        CellFault placed(CellFault fault) {
            return placed(fault, places);
        }

        private static CellFault placed(CellFault fault, Map<Long, Place> places) {
            var place = places.get(fault.row());
            return place == null || fault.cell() != null ? fault : fault.at(place);
        }
    }

    /**
     * Where a lesson stands in a table.
     *
     * @param cell as B5; of the row's first where it has a cell for each column
     * @param cells of the columns, by their English names; empty where the lesson stands in one cell
     */
    public record Place(String sheet, String cell, Map<String, String> cells) {
        public Place(String sheet, String cell) {
            this(sheet, cell, Map.of());
        }

        /** As 教师 t-101!C4. */
        String name() {
            return sheet.isEmpty() ? cell : sheet + "!" + cell;
        }
    }

    /**
     * A lesson as it is written.
     *
     * @param number told with what is wrong in it
     * @param texts by the English name of the column
     */
    public record Fields(long number, Map<String, String> texts) {}

    /**
     * A slot and the row where it stands.
     *
     * @param timed whether the row says when it begins and ends; else the bells do
     * @param kept whether it is no row of the file, but stands in the timetable already and stays
     */
    public record Row(long number, Slot slot, boolean timed, boolean kept) {}

    private TimetableCsv(Locale locale) {
        this.locale = locale;
    }

    /** Empty when the bytes are no text: neither UTF-8 nor GB18030. */
    public static Optional<Reading> read(byte[] bytes, Locale locale) {
        return Tables.text(bytes).map(text -> new TimetableCsv(locale).read(text));
    }

    /**
     * Checks lessons that are written in another form.
     *
     * @param places of their numbers
     * @param faults that are known of already
     */
    public static Reading check(List<Fields> some, Map<Long, Place> places, List<CellFault> faults, Locale locale) {
        return check(some, List.of(), places, faults, locale);
    }

    /** @param kept that stand in the timetable already and stay beside these lessons; one a season's first where their times change with it */
    public static Reading check(
            List<Fields> some, List<Slot> kept, Map<Long, Place> places, List<CellFault> faults, Locale locale) {
        var checking = new TimetableCsv(locale);
        checking.places = places;
        for (var slot : kept) {
            checking.rows.add(new Row(-1 - checking.rows.size(), slot, !slot.isSeasonal(), true));
        }
        checking.faults.addAll(faults.subList(0, Math.min(faults.size(), FAULTS_MAX)));
        for (var fields : some) {
            if (checking.rows.size() >= ROWS_MAX) {
                checking.fault(fields.number(), "", Kind.ROWS_TOO_MANY);
                break;
            }
            checking.row(fields);
        }
        return new Reading(List.copyOf(checking.rows), List.copyOf(checking.faults), places);
    }

    /** The English name of a column by any of its headings. */
    public static Optional<String> column(String heading) {
        return HEADINGS.entrySet().stream()
                .filter(known -> known.getKey().equalsIgnoreCase(heading)
                        || known.getValue().equals(heading))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The columns that every list has. */
    public static List<String> required() {
        return COLUMNS;
    }

    /** The Chinese heading of a column. */
    public static String heading(String column) {
        return HEADINGS.get(column);
    }

    /** A weekday by a number from 1, or as 一, 周一 or 星期一. */
    public static Optional<DayOfWeek> weekday(String text) {
        var bare = text.replaceFirst("^(星期|周)", "").replace("天", "日");
        int number = bare.length() != 1 ? 0 : Math.max(WEEKDAYS.indexOf(bare) + 1, "1234567".indexOf(bare) + 1);
        return number == 0 ? Optional.empty() : Optional.of(DayOfWeek.of(number));
    }

    private Reading read(String text) {
        long row = 1;
        try (var records = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            for (var record : records) {
                row = record.getStartingLineNumber();
                if (header.isEmpty()) {
                    header(record);
                    if (!faults.isEmpty()) {
                        break;
                    }
                } else if (rows.size() == ROWS_MAX) {
                    fault(row, "", Kind.ROWS_TOO_MANY);
                    break;
                } else {
                    row(record);
                }
            }
        } catch (CsvParseException malformed) {
            fault(row, "", Kind.MALFORMED);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (header.isEmpty() && faults.isEmpty()) {
            COLUMNS.forEach(column -> fault(1, column, Kind.COLUMN_MISSING));
        }
        return new Reading(List.copyOf(rows), List.copyOf(faults), Map.of());
    }

    private void header(CsvRecord record) {
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < record.getFieldCount(); i++) {
            var name = record.getField(i).strip();
            var column = column(name);
            if (column.isEmpty()) {
                fault(1, shortened(name), Kind.COLUMN_UNKNOWN);
            } else if (places.put(column.get(), i) != null) {
                fault(1, column.get(), Kind.COLUMN_TWICE);
            }
        }
        COLUMNS.stream()
                .filter(column -> !places.containsKey(column))
                .forEach(column -> fault(1, column, Kind.COLUMN_MISSING));
        header = places;
    }

    private void row(CsvRecord record) {
        long row = record.getStartingLineNumber();
        if (record.getFieldCount() == 1 && record.getField(0).isBlank()) {
            return;
        }
        if (record.getFieldCount() != header.size()) {
            fault(row, "", Kind.ROW_LENGTH);
            return;
        }
        var texts = new HashMap<String, String>();
        header.forEach(
                (column, place) -> texts.put(column, record.getField(place).strip()));
        row(new Fields(row, texts));
    }

    private void row(Fields record) {
        long row = record.number();
        int before = faults.size();
        var weekday = weekday(record);
        var period = number(record, "period", PERIOD_MAX, Kind.PERIOD);
        boolean timed = !cell(record, "start").isEmpty() || !cell(record, "end").isEmpty();
        var start = timed ? time(record, "start") : LocalTime.MIN;
        var end = timed ? time(record, "end") : LocalTime.MAX;
        var subject = text(record, "subject", SUBJECT_CHARS_MAX, true);
        var mode = word(record, "mode", Mode::named, Mode.CLASSROOM, Kind.MODE);
        var use = word(record, "use", Use::named, Use.LESSON, Kind.USE);
        var weeks = word(record, "weeks", WeekPattern::parse, WeekPattern.ALL, Kind.WEEKS);
        var open = yes(record, "open");
        var teacher = cell(record, "teacherId");
        if (!ID.matcher(teacher).matches() && (!teacher.isEmpty() || mode.needsTeacher() && !open)) {
            fault(row, "teacherId", teacher.isEmpty() ? Kind.EMPTY : Kind.ID);
        }
        var room = text(record, "room", ROOM_CHARS_MAX, false);
        var means = text(record, "means", MEANS_CHARS_MAX, mode.needsMeans());
        var joint = text(record, "joint", SUBJECT_CHARS_MAX, false);
        var studio = text(record, "studio", ROOM_CHARS_MAX, false);
        if (start != null && end != null && !start.isBefore(end)) {
            fault(row, "end", Kind.END_BEFORE_START);
        }
        if (faults.size() > before) {
            return;
        }
        var slot = new Slot(
                DayOfWeek.of(weekday),
                period,
                start,
                end,
                subject,
                teacher,
                room,
                mode,
                means,
                use,
                weeks,
                joint,
                studio,
                open,
                null,
                null);
        rows.stream()
                .filter(earlier ->
                        earlier.slot().period() == period && earlier.slot().sharesADay(slot))
                .findFirst()
                .ifPresentOrElse(earlier -> twice(earlier, row), () -> rows.add(new Row(row, slot, timed, false)));
    }

    /** Two lessons of one period, each told with the other where they stand in different sheets. */
    private void twice(Row earlier, long row) {
        var here = places.get(row);
        var there = places.get(earlier.number());
        if (earlier.kept()) {
            var other = earlier.slot();
            fault(row, Kind.PERIOD_TAKEN, other.teacherId().isEmpty() ? other.subject() : other.teacherId());
        } else if (here == null || there == null || here.sheet().equals(there.sheet())) {
            fault(row, "period", Kind.PERIOD_TWICE);
        } else {
            fault(earlier.number(), Kind.PERIOD_OF_TWO, here.name());
            fault(row, Kind.PERIOD_OF_TWO, there.name());
        }
    }

    private void fault(long row, Kind kind, String other) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(kind.at(row, "period", locale, 0, other));
        }
    }

    private int weekday(Fields record) {
        var text = cell(record, "weekday");
        return weekday(text).map(DayOfWeek::getValue).orElseGet(() -> number(record, "weekday", 7, Kind.WEEKDAY));
    }

    private <T> T word(Fields record, String column, Function<String, Optional<T>> meaning, T usual, Kind wrong) {
        var text = cell(record, column);
        if (text.isEmpty()) {
            return usual;
        }
        var found = meaning.apply(text);
        if (found.isEmpty()) {
            fault(record.number(), column, wrong);
        }
        return found.orElse(usual);
    }

    private boolean yes(Fields record, String column) {
        var text = cell(record, column).toLowerCase(Locale.ROOT);
        if (!YES.contains(text) && !NO.contains(text)) {
            fault(record.number(), column, Kind.YES_OR_NO);
        }
        return YES.contains(text);
    }

    /** Empty where the file has no such column. */
    private String cell(Fields record, String column) {
        return record.texts().getOrDefault(column, "").strip();
    }

    /** The number, or 0 where there is none from 1 to {@code max}. */
    private int number(Fields record, String column, int max, Kind wrong) {
        var text = cell(record, column);
        int number = text.matches("\\d{1,2}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > max) {
            fault(record.number(), column, text.isEmpty() ? Kind.EMPTY : wrong);
            return 0;
        }
        return number;
    }

    private LocalTime time(Fields record, String column) {
        var text = cell(record, column);
        var match = TIME.matcher(text);
        if (!match.matches()) {
            fault(record.number(), column, text.isEmpty() ? Kind.EMPTY : Kind.TIME);
            return null;
        }
        return LocalTime.of(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
    }

    private String text(Fields record, String column, int charsMax, boolean required) {
        var text = cell(record, column);
        if (text.isEmpty() && required) {
            fault(record.number(), column, Kind.EMPTY);
        } else if (text.codePointCount(0, text.length()) > charsMax) {
            fault(record.number(), column, Kind.TOO_LONG);
        } else if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || !Character.isDefined(c))) {
            fault(record.number(), column, Kind.CONTROL_CHARACTER);
        }
        return text;
    }

    private void fault(long row, String column, Kind kind) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(kind.at(row, column, locale));
        }
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
