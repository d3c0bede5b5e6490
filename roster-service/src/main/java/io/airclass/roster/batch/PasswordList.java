package io.airclass.roster.batch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The list of one-time passwords as a spreadsheet opens it: CSV in UTF-8 with a byte order mark, Chinese headings, no cell that could be a formula. */
final class PasswordList {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private PasswordList() {}

    record Line(String className, String name, String username, String password, Instant until) {
        @Override
        public String toString() {
            return "Line[]";
        }
    }

    static byte[] csv(String schoolName, List<Line> lines, ZoneId zone) {
        var csv = new StringBuilder("\ufeff学校,班级,姓名,用户名,初始密码,有效期至\r\n");
        for (Line line : lines) {
            csv.append(cell(schoolName))
                    .append(',')
                    .append(cell(line.className()))
                    .append(',')
                    .append(cell(line.name()))
                    .append(',')
                    .append(cell(line.username()))
                    .append(',')
                    .append(cell(line.password()))
                    .append(',')
                    .append(MINUTE.format(line.until().atZone(zone)))
                    .append("\r\n");
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
