package io.airclass.schedule.timetable;

import java.util.Locale;

/**
 * What is wrong in one cell of a file.
 *
 * @param row as a spreadsheet counts, the header is 1
 * @param column the header's name; empty where the whole row is meant
 * @param code stable
 * @param message what is wrong, for the person who made the file
 */
public record CellFault(long row, String column, String code, String message) {

    /** Everything that can be wrong with a cell, with its texts. */
    enum Kind {
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
        TEACHER_UNKNOWN("本校没有这位教师", "the school has no teacher with this id");

        private final String chinese;
        private final String english;

        Kind(String chinese, String english) {
            this.chinese = chinese;
            this.english = english;
        }

        CellFault at(long row, String column, Locale locale) {
            return new CellFault(
                    row,
                    column,
                    name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    locale.getLanguage().equals("en") ? english : chinese);
        }
    }
}
