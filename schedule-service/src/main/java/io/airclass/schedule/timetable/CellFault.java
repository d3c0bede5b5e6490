package io.airclass.schedule.timetable;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;

/**
 * What is wrong in one cell of a file.
 *
 * @param row as a spreadsheet counts, the header is 1
 * @param column the header's name; empty where the whole row is meant
 * @param code stable
 * @param message what is wrong, for the person who made the file
 * @param sheet of a workbook; absent for a CSV file
 * @param cell as B5; absent where row and column say it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CellFault(long row, String column, String code, String message, String sheet, String cell) {
    CellFault at(TimetableCsv.Place place) {
        return new CellFault(
                row,
                column,
                code,
                message,
                place.sheet().isEmpty() ? null : place.sheet(),
                place.cells().getOrDefault(column, place.cell()));
    }

    /** Everything that can be wrong with a cell, with its texts. */
    public enum Kind {
        COLUMN_MISSING("缺少此列", "this column is missing"),
        COLUMN_UNKNOWN("不认识的列", "this column is not known"),
        COLUMN_TWICE("此列出现了两次", "this column is there twice"),
        ROW_LENGTH("单元格数与表头不一致", "the row has more or fewer cells than the header"),
        MALFORMED("此行之后无法读取，请检查引号", "what follows cannot be read; look at the quotation marks"),
        ROWS_TOO_MANY("行数过多，最多 200 行", "too many rows, at most 200 are taken"),
        WEEKDAY("应为 1 至 7 的数字（1 为星期一）", "must be a number from 1 (Monday) to 7"),
        PERIOD("应为 1 至 20 的数字", "must be a number from 1 to 20"),
        PERIOD_TWICE("同一天的同一节次出现了两次", "this period of the day is there twice"),
        MODE("应为课堂、集中直播、学校直播、点播、自主学习、电视、校外直播、在线辅导或语音授课", "must be a mode, as SCHOOL_LIVE"),
        MODE_NOT_RECEIVED(
                "县级课、联盟课应为集中直播、学校直播、校外直播、在线辅导、电视或点播", "must be a live mode, TV or ON_DEMAND: other schools receive it"),
        USE("应为上课、晚自习或课后服务", "must be LESSON, EVENING_STUDY or AFTER_SCHOOL"),
        WEEKS("应为 全部、单周、双周，或如 1-8,10 的周次", "must be all, odd, even, or a list of weeks as 1-8,10"),
        YES_OR_NO("应为 是 或 否", "must be yes or no"),
        NO_BELL("没有时间，学校的作息时间表中也没有这一节次", "has no time, and the school's bells have no such period on some day"),
        TIME("应为 HH:mm 格式的时间", "must be a time as HH:mm"),
        END_BEFORE_START("结束时间应晚于开始时间", "must be later than the start"),
        EMPTY("不能为空", "must not be empty"),
        TOO_LONG("内容过长", "is too long"),
        CONTROL_CHARACTER("包含不允许的字符", "contains a character that is not allowed"),
        ID("只能由字母、数字和 . _ - 组成", "must consist of letters, digits and . _ -"),
        TEACHER_UNKNOWN("本校没有这位教师", "the school has no teacher with this id"),
        TEACHER_NAME_UNKNOWN(
                "“教师名单”中没有这个姓名；请填写教师编号", "no teacher of this name is in the sheet 教师名单; give the teacher's number"),
        TEACHER_AMBIGUOUS("“教师名单”中有 {count} 位教师叫这个名字；请填写教师编号", "{count} teachers have this name; give the number"),
        CLASS_MISSING("没有班级编号", "there is no number of a class (班级编号)"),
        CLASS_TWICE("这个班级在文件中出现了两次", "this class is there twice"),
        CLASS_UNKNOWN("本校没有“{other}”这个班级或教学班；请填写班级编号", "the school has no class or group “{other}”; give its number"),
        CLASS_AMBIGUOUS(
                "本校有 {count} 个班级或教学班叫“{other}”；请填写班级编号",
                "{count} classes or groups are called “{other}”; give the number"),
        LESSON_WITHOUT_CLASS("没有写是哪个班级的课；请写“班级：七（1）班”", "does not say which class has it; write 班级：…"),
        TEACHER_MISSING("没有教师编号", "there is no number of a teacher (教师编号)"),
        TEACHER_TWICE("这位教师已有一张课表：“{other}”", "this teacher has a sheet already: “{other}”"),
        TEACHER_OTHER("这张课表是另一位教师的，不是“{other}”的", "this is the sheet of another teacher, not of “{other}”"),
        PERIOD_OF_TWO("与“{other}”冲突：两位教师在同一节给同一个班上课", "two teachers give this class the same period: see “{other}”"),
        PERIOD_TAKEN(
                "这个班这一节已有“{other}”的课，文件没有改动它",
                "this class has “{other}” in this period, which the file does not change"),
        GRID_HEADING("表头应为 节次、时间 或 星期一 至 星期日", "the heading must be 节次, 时间, or 星期一 to 星期日"),
        GRID_MISSING("没有找到以“节次”开头的表头", "there is no heading that begins with 节次"),
        LINE_UNKNOWN("单元格中有无法识别的一行", "the cell has a line that is not understood"),
        DATE("应为 2026-09-07 格式的日期", "must be a date as 2026-09-07"),
        VERSION("应为导出时写入的数字", "must be the number that was exported");

        private static final int OTHER_CHARS_MAX = 80;

        private final String chinese;
        private final String english;

        Kind(String chinese, String english) {
            this.chinese = chinese;
            this.english = english;
        }

        public CellFault at(long row, String column, Locale locale) {
            return at(row, column, locale, 0);
        }

        /** @param count that the text names */
        public CellFault at(long row, String column, Locale locale, int count) {
            return at(row, column, locale, count, "");
        }

        /** @param other that the text names besides; shortened where it is long */
        CellFault at(long row, String column, Locale locale, int count, String other) {
            var text = locale.getLanguage().equals("en") ? english : chinese;
            return new CellFault(
                    row,
                    column,
                    name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    text.replace("{count}", String.valueOf(count)).replace("{other}", shortened(other)),
                    null,
                    null);
        }

        /** The same at a cell of a sheet. */
        public CellFault at(TimetableCsv.Place place, String column, Locale locale) {
            return at(place, column, locale, 0);
        }

        public CellFault at(TimetableCsv.Place place, String column, Locale locale, int count) {
            return at(place, column, locale, count, "");
        }

        /** @param other that the text names besides; shortened where it is long */
        public CellFault at(TimetableCsv.Place place, String column, Locale locale, int count, String other) {
            return at(0, column, locale, count, other).at(place);
        }

        private static String shortened(String text) {
            return text.codePointCount(0, text.length()) > OTHER_CHARS_MAX
                    ? text.substring(0, text.offsetByCodePoints(0, OTHER_CHARS_MAX)) + "…"
                    : text;
        }
    }
}
