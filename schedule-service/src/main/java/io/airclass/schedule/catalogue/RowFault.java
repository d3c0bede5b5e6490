package io.airclass.schedule.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;

/**
 * What is wrong in one cell of a list of resources.
 *
 * @param sheet of a workbook; absent for a CSV file
 * @param cell as B5
 * @param code stable
 * @param message what is wrong, for the person who made the file
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RowFault(String sheet, String cell, String code, String message) {

    /** Everything that can be wrong with a cell, with its texts. */
    enum Kind {
        COLUMN_MISSING("缺少此列：{what}", "this column is missing: {what}"),
        COLUMN_UNKNOWN("不认识的列", "this column is not known"),
        COLUMN_TWICE("此列出现了两次", "this column is there twice"),
        EMPTY("不能为空", "must not be empty"),
        STAGE("应为 小学、初中、高中 或 中职，或填写年级", "must be 小学, 初中, 高中 or 中职; or give the grades"),
        GRADES("应为年级，如 7、七年级、高一 或 7-9", "must be grades, as 7 or 7-9"),
        TYPE("应为 视频、音频、学习资料、习题、电子教材、电视 或 云课堂", "must be a type, as 视频 or VIDEO"),
        NUMBER("应为整数", "must be a whole number"),
        DATE("应为 2026-09-07 格式的日期", "must be a date as 2026-09-07"),
        TIME("应为 08:00 格式的时间", "must be a time as 08:00"),
        VALUE("内容过长、超出范围或包含不允许的字符", "is too long, out of range, or has a character that is not allowed"),
        ROW_TWICE("与第 {what} 行是同一项", "is the same as row {what}"),
        ROWS_NONE("没有内容", "there are no rows");

        private final String chinese;
        private final String english;

        Kind(String chinese, String english) {
            this.chinese = chinese;
            this.english = english;
        }

        /** @param what that the text names */
        RowFault at(String sheet, String cell, String what, Locale locale) {
            var text = locale.getLanguage().equals("en") ? english : chinese;
            return new RowFault(
                    sheet.isEmpty() ? null : sheet,
                    cell,
                    name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    text.replace("{what}", what));
        }
    }
}
