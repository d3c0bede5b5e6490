package io.airclass.schedule.exchange;

import io.airclass.schedule.timetable.Mode;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableCsv;
import io.airclass.schedule.timetable.Use;
import io.airclass.schedule.timetable.WeekPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A lesson within a cell of a grid: the subject, then a line each for the teacher and the room, and for what else is to be said of it a line
 * {@code label：value}, or 单周, 直播 and the like by themselves. Lessons of one cell, as those of odd and even weeks, stand apart by an empty
 * line. {@code 语文/t-101/302} is a lesson too.
 */
final class GridEntry {
    static final String TIMES = "时间";
    private static final String COLON = "：";
    private static final Pattern BETWEEN_LESSONS = Pattern.compile("\\n\\s*\\n");
    private static final Pattern LABELLED = Pattern.compile("(\\p{IsHan}{2,3})[：:](.*)");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,2}[:：]\\d{2})\\s*[-–—~～至]+\\s*(\\d{1,2}[:：]\\d{2})");
    private static final Pattern WEEKS = Pattern.compile("第?([0-9,，、-]+)周");

    /** What a label says, by the English name of its column. */
    private static final Map<String, String> LABELS = Stream.of(
                    "teacherId", "room", "mode", "means", "use", "weeks", "joint", "studio", "open")
            .collect(Collectors.toUnmodifiableMap(TimetableCsv::heading, column -> column));

    private GridEntry() {}

    /**
     * A lesson as it stands in a cell.
     *
     * @param texts by the English name of the column
     * @param unknown a line that is not understood; empty where all are
     */
    record Read(Map<String, String> texts, Optional<String> unknown) {}

    /**
     * What a line without a label says.
     *
     * <p>It puts that into the texts; false where it says nothing that is known.
     */
    interface Bare {
        boolean take(String line, Map<String, String> texts);
    }

    /** In the grid of a class: the first such line is the teacher, the next one the room. */
    static final Bare TEACHER_AND_ROOM =
            (line, texts) -> texts.putIfAbsent("teacherId", line) == null || texts.putIfAbsent("room", line) == null;

    /** @param max lessons that are read; there may be more */
    static List<Read> read(String cell, Bare bare, int max) {
        return BETWEEN_LESSONS
                .splitAsStream(cell)
                .filter(lesson -> !lesson.isBlank())
                .limit(max)
                .map(lesson -> lesson(lesson, bare))
                .toList();
    }

    private static Read lesson(String text, Bare bare) {
        var lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.size() == 1) {
            lines = Stream.of(lines.getFirst().split("[/／]", -1))
                    .map(String::strip)
                    .toList();
        }
        var texts = new HashMap<String, String>();
        Optional<String> unknown = Optional.empty();
        texts.put("subject", lines.getFirst());
        for (var line : lines.subList(1, lines.size())) {
            if (!line.isEmpty() && !take(line, texts, bare)) {
                unknown = Optional.of(line);
            }
        }
        return new Read(texts, unknown);
    }

    /** False where a line says nothing that is known. */
    private static boolean take(String line, Map<String, String> texts, Bare bare) {
        var labelled = LABELLED.matcher(line);
        if (labelled.matches() && labelled.group(1).equals(TIMES)) {
            return times(labelled.group(2), texts);
        }
        if (labelled.matches() && LABELS.containsKey(labelled.group(1))) {
            texts.put(LABELS.get(labelled.group(1)), labelled.group(2).strip());
            return true;
        }
        var weeks = WEEKS.matcher(line);
        if (line.equals("单周") || line.equals("双周")) {
            texts.put("weeks", line);
        } else if (weeks.matches() && WeekPattern.parse(weeks.group(1)).isPresent()) {
            texts.put("weeks", weeks.group(1));
        } else if (isChinese(line) && Mode.named(line).isPresent()) {
            texts.put("mode", line);
        } else if (isChinese(line) && Use.named(line).isPresent()) {
            texts.put("use", line);
        } else {
            return bare.take(line, texts);
        }
        return true;
    }

    private static boolean isChinese(String line) {
        return line.codePoints().allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    /** Beginning and end of {@code 08:00-08:40}; false where the text is no such thing. */
    static boolean times(String text, Map<String, String> texts) {
        var span = SPAN.matcher(text.strip());
        if (!span.matches()) {
            return false;
        }
        texts.put("start", span.group(1).replace('：', ':'));
        texts.put("end", span.group(2).replace('：', ':'));
        return true;
    }

    static String times(Slot slot) {
        return slot.start() + "-" + slot.end();
    }

    /**
     * The lesson as it is read.
     *
     * @param withTimes whether its times are said here; else the grid or the bells say them
     */
    static String write(Slot slot, boolean withTimes) {
        var lines = new ArrayList<String>(List.of(slot.subject()));
        if (!slot.teacherId().isEmpty()) {
            lines.add(slot.teacherId());
        }
        label(lines, "room", slot.room());
        label(lines, "mode", slot.mode() == Mode.CLASSROOM ? "" : slot.mode().chinese());
        label(lines, "means", slot.means());
        label(lines, "weeks", weeks(slot));
        label(lines, "use", slot.use() == Use.LESSON ? "" : slot.use().chinese());
        label(lines, "joint", slot.joint());
        label(lines, "studio", slot.studio());
        label(lines, "open", slot.open() ? "是" : "");
        if (withTimes) {
            lines.add(TIMES + COLON + times(slot));
        }
        return String.join("\n", lines);
    }

    private static void label(List<String> lines, String column, String value) {
        if (!value.isEmpty()) {
            lines.add(TimetableCsv.heading(column) + COLON + value);
        }
    }

    static String weeks(Slot slot) {
        return switch (slot.weeks().kind()) {
            case ALL -> "";
            case ODD -> "单周";
            case EVEN -> "双周";
            case LIST -> slot.weeks().toString().toLowerCase(Locale.ROOT);
        };
    }
}
