package io.airclass.schedule.catalogue;

import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;
import io.airclass.kit.tables.Table;
import io.airclass.schedule.catalogue.NewResource.NewBroadcast;
import io.airclass.schedule.catalogue.NewResource.NewUnit;
import io.airclass.schedule.catalogue.RowFault.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A list of resources that somebody fills in, a row each, with English or Chinese headings: programmes on television with channel, date and
 * times, or pages elsewhere with the time in which they are offered. A row that names a channel and no type is a programme.
 */
final class ResourceList {
    private static final Map<String, String> HEADINGS = Map.ofEntries(
            Map.entry("编号", "key"),
            Map.entry("学段", "stage"),
            Map.entry("年级", "grades"),
            Map.entry("学科", "subject"),
            Map.entry("科目", "subject"),
            Map.entry("类型", "type"),
            Map.entry("教材版本", "edition"),
            Map.entry("单元年级", "unitGrade"),
            Map.entry("单元", "unit"),
            Map.entry("节目", "title"),
            Map.entry("标题", "title"),
            Map.entry("简介", "description"),
            Map.entry("时长", "minutes"),
            Map.entry("链接", "link"),
            Map.entry("频道", "channel"),
            Map.entry("日期", "date"),
            Map.entry("开始", "start"),
            Map.entry("结束", "end"),
            Map.entry("开放日期", "availableFrom"),
            Map.entry("截止日期", "availableUntil"));

    private static final Map<String, ResourceType> TYPES = Map.of(
            "视频", ResourceType.VIDEO,
            "音频", ResourceType.AUDIO,
            "学习资料", ResourceType.MATERIAL,
            "习题", ResourceType.EXERCISE,
            "电子教材", ResourceType.TEXTBOOK,
            "电视", ResourceType.TV,
            "云课堂", ResourceType.CLOUD_CLASS);

    private static final Map<String, Stage> STAGES =
            Map.of("小学", Stage.PRIMARY, "初中", Stage.JUNIOR, "高中", Stage.SENIOR, "中职", Stage.VOCATIONAL);

    private static final Pattern DATE = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2})[:：](\\d{2})(?::00)?");
    private static final Pattern GRADE = Pattern.compile("(\\d{1,2}|[一二三四五六七八九]|十[一二]?|初[一二三]|高[一二三])(?:年级)?");
    private static final String DIGITS = "一二三四五六七八九";
    private static final String SEPARATOR = "\u001f";

    private final Table table;
    private final ZoneId zone;
    private final Locale locale;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<RowFault> faults = new ArrayList<>();

    private ResourceList(Table table, ZoneId zone, Locale locale) {
        this.table = table;
        this.zone = zone;
        this.locale = locale;
    }

    /**
     * A row that was understood.
     *
     * @param key the same for the same thing in each file: the school's own number, or what it is by
     * @param cells of its columns, by the names of the fields they say
     */
    record Row(int number, String key, NewResource asked, Map<String, String> cells) {
        /** The cell that says a field; that of the row's first column where none does. */
        String cell(String field) {
            return cells.getOrDefault(field, cells.getOrDefault("", ""));
        }
    }

    /** @param faults empty where all rows were understood */
    record Read(List<Row> rows, List<RowFault> faults) {}

    static Read read(Table table, ZoneId zone, Locale locale) {
        var list = new ResourceList(table, zone, locale);
        list.headings();
        for (int row = 1; row < table.rows().size() && list.faults.isEmpty(); row++) {
            if (table.rows().get(row).stream().anyMatch(cell -> !cell.isEmpty())) {
                list.rowsFrom(row);
                break;
            }
        }
        if (list.rows.isEmpty() && list.faults.isEmpty()) {
            list.fault(0, 0, Kind.ROWS_NONE, "");
        }
        return new Read(list.rows, list.faults);
    }

    private void rowsFrom(int first) {
        for (int row = first; row < table.rows().size(); row++) {
            if (table.rows().get(row).stream().anyMatch(cell -> !cell.isEmpty())) {
                row(row);
            }
        }
    }

    private void headings() {
        int width = table.rows().isEmpty() ? 0 : table.rows().getFirst().size();
        for (int column = 0; column < width; column++) {
            var text = table.cell(0, column);
            var field = HEADINGS.containsKey(text) || !HEADINGS.containsValue(text) ? HEADINGS.get(text) : text;
            if (field != null && columns.putIfAbsent(field, column) != null) {
                fault(0, column, Kind.COLUMN_TWICE, "");
            } else if (field == null && !text.isEmpty()) {
                fault(0, column, Kind.COLUMN_UNKNOWN, "");
            }
        }
        List.of("subject", "title").stream()
                .filter(field -> !columns.containsKey(field))
                .forEach(field -> fault(0, 0, Kind.COLUMN_MISSING, field.equals("title") ? "标题" : "学科"));
    }

    private void fault(int row, int column, Kind kind, String what) {
        faults.add(kind.at(table.name(), Table.address(row, column), what, locale));
    }

    private void fault(int row, String field, Kind kind) {
        fault(row, columns.getOrDefault(field, 0), kind, "");
    }

    private String text(int row, String field) {
        var column = columns.get(field);
        return column == null ? "" : table.cell(row, column);
    }

    private String orNull(int row, String field) {
        var text = text(row, field);
        return text.isEmpty() ? null : text;
    }

    private void row(int row) {
        int before = faults.size();
        var grades = grades(row);
        var stage = stage(row, grades);
        var type = type(row);
        var broadcast = text(row, "channel").isEmpty() ? Optional.<NewBroadcast>empty() : broadcast(row);
        var minutes = number(row, "minutes");
        var unitGrade = number(row, "unitGrade");
        var from = instant(row, "availableFrom", false);
        var until = instant(row, "availableUntil", true);
        List.of("subject", "title").stream()
                .filter(field -> text(row, field).isEmpty())
                .forEach(field -> fault(row, field, Kind.EMPTY));
        if (faults.size() > before) {
            return;
        }
        var unit = text(row, "unit").isEmpty()
                ? null
                : new NewUnit(
                        unitGrade.orElseGet(() -> grades.isEmpty() ? null : grades.getFirst()), text(row, "unit"));
        var asked = new NewResource(
                stage.orElseThrow(),
                grades,
                text(row, "subject"),
                type.orElseThrow(),
                orNull(row, "edition"),
                unit,
                text(row, "title"),
                text(row, "description"),
                minutes.orElse(null),
                null,
                orNull(row, "link"),
                broadcast.orElse(null),
                from.orElse(null),
                until.orElse(null));
        add(row, asked);
    }

    private void add(int row, NewResource asked) {
        var key = key(row, asked);
        var earlier = rows.stream().filter(one -> one.key().equals(key)).findFirst();
        if (earlier.isPresent()) {
            fault(row, 0, Kind.ROW_TWICE, earlier.get().number() + "");
            return;
        }
        var cells = new HashMap<String, String>();
        columns.forEach((field, column) -> cells.put(field, Table.address(row, column)));
        cells.put("", Table.address(row, 0));
        rows.add(new Row(row + 1, key, asked, cells));
    }

    /** A programme is one by channel, time and grades; a page by address, grades and title. */
    private String key(int row, NewResource asked) {
        var own = text(row, "key");
        if (!own.isEmpty()) {
            return String.join(SEPARATOR, "own", own);
        }
        return asked.broadcast() == null
                ? String.join(
                        SEPARATOR, "page", asked.link() + "", asked.stage() + "", asked.grades() + "", asked.title())
                : String.join(
                        SEPARATOR,
                        "programme",
                        asked.broadcast().channel(),
                        asked.broadcast().startsAt() + "",
                        asked.stage() + "",
                        asked.grades() + "");
    }

    private List<Integer> grades(int row) {
        var grades = new TreeSet<Integer>();
        for (var part : text(row, "grades").split("[,，、;；\\s]+")) {
            if (part.isEmpty()) {
                continue;
            }
            var ends = part.split("[-—~至]", -1);
            var first = grade(ends[0]);
            var last = grade(ends[ends.length - 1]);
            if (ends.length > 2 || first == 0 || last < first) {
                fault(row, "grades", Kind.GRADES);
                return List.of();
            }
            for (int grade = first; grade <= last; grade++) {
                grades.add(grade);
            }
        }
        return List.copyOf(grades);
    }

    /** 0 where the text is no grade from 1 to 12. */
    private static int grade(String text) {
        var match = GRADE.matcher(text.strip());
        if (!match.matches()) {
            return 0;
        }
        var name = match.group(1);
        int grade =
                switch (name.charAt(0)) {
                    case '初' -> 7 + DIGITS.indexOf(name.charAt(1));
                    case '高' -> 10 + DIGITS.indexOf(name.charAt(1));
                    case '十' -> name.length() == 1 ? 10 : 11 + DIGITS.indexOf(name.charAt(1));
                    default -> Character.isDigit(name.charAt(0)) ? Integer.parseInt(name) : DIGITS.indexOf(name) + 1;
                };
        return grade >= 1 && grade <= 12 ? grade : 0;
    }

    private Optional<Stage> stage(int row, List<Integer> grades) {
        var text = text(row, "stage");
        var named = Optional.ofNullable(STAGES.get(text)).or(() -> Arrays.stream(Stage.values())
                .filter(stage -> stage.name().equalsIgnoreCase(text))
                .findFirst());
        if (named.isPresent()) {
            return named;
        }
        if (text.isEmpty() && !grades.isEmpty()) {
            int lowest = grades.getFirst();
            return Optional.of(lowest <= 6 ? Stage.PRIMARY : lowest <= 9 ? Stage.JUNIOR : Stage.SENIOR);
        }
        if (!text.isEmpty() || text(row, "grades").isEmpty()) {
            fault(row, "stage", Kind.STAGE);
        } // else the grades are told
        return Optional.empty();
    }

    private Optional<ResourceType> type(int row) {
        var text = text(row, "type");
        if (text.isEmpty() && !text(row, "channel").isEmpty()) {
            return Optional.of(ResourceType.TV);
        }
        var named = Optional.ofNullable(TYPES.get(text)).or(() -> Arrays.stream(ResourceType.values())
                .filter(type -> type.name().equalsIgnoreCase(text))
                .findFirst());
        if (named.isEmpty()) {
            fault(row, "type", Kind.TYPE);
        }
        return named;
    }

    private Optional<NewBroadcast> broadcast(int row) {
        var day = date(row, "date", text(row, "date"));
        var start = time(row, "start");
        var end = time(row, "end");
        if (day.isEmpty() || start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        // what ends before it began ends on the next day
        var lastDay = end.get().isAfter(start.get()) ? day.get() : day.get().plusDays(1);
        return Optional.of(new NewBroadcast(
                text(row, "channel"),
                day.get().atTime(start.get()).atZone(zone).toInstant(),
                lastDay.atTime(end.get()).atZone(zone).toInstant()));
    }

    private Optional<LocalDate> date(int row, String field, String text) {
        var match = DATE.matcher(text);
        try {
            if (match.matches()) {
                return Optional.of(LocalDate.of(
                        Integer.parseInt(match.group(1)),
                        Integer.parseInt(match.group(2)),
                        Integer.parseInt(match.group(3))));
            }
        } catch (DateTimeException _) {
            // told below, as what is no date at all
        }
        fault(row, field, text.isEmpty() ? Kind.EMPTY : Kind.DATE);
        return Optional.empty();
    }

    private Optional<LocalTime> time(int row, String field) {
        var text = text(row, field);
        var match = TIME.matcher(text);
        if (match.matches() && Integer.parseInt(match.group(1)) < 24 && Integer.parseInt(match.group(2)) < 60) {
            return Optional.of(LocalTime.of(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2))));
        }
        fault(row, field, text.isEmpty() ? Kind.EMPTY : Kind.TIME);
        return Optional.empty();
    }

    private Optional<Integer> number(int row, String field) {
        var text = text(row, field);
        if (text.matches("\\d{1,6}")) {
            return Optional.of(Integer.valueOf(text));
        }
        if (!text.isEmpty()) {
            fault(row, field, Kind.NUMBER);
        }
        return Optional.empty();
    }

    /** The beginning of a day; of the next where the day itself still counts. */
    private Optional<Instant> instant(int row, String field, boolean inclusive) {
        var text = text(row, field);
        return text.isEmpty()
                ? Optional.empty()
                : date(row, field, text)
                        .map(day -> inclusive ? day.plusDays(1) : day)
                        .map(day -> day.atStartOfDay(zone).toInstant());
    }
}
