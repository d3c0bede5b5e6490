package io.airclass.roster.oneroster;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The form that the text of a column must have; lists are separated by commas within the field. */
enum FieldType {
    TEXT("text-unfit"),
    ID("id-unfit"),
    IDS("id-unfit"),
    BOOLEAN("boolean-unfit"),
    DATE("date-unfit"),
    INSTANT("instant-unfit"),
    YEAR("year-unfit"),
    STATUS("value-unknown"),
    ORG_TYPE("value-unknown"),
    SESSION_TYPE("value-unknown"),
    ROLE_TYPE("value-unknown");

    private static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern YEAR_FORM = Pattern.compile("[0-9]{4}");
    /** Written so by a common generator of 1.1 bundles, where the format wants the closing year. */
    private static final Pattern YEARS_FORM = Pattern.compile("[0-9]{4}-[0-9]{4}");

    private final String code;

    FieldType(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    boolean fits(String text) {
        return switch (this) {
            case TEXT -> text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t');
            case ID -> isId(text);
            case IDS -> split(text).stream().allMatch(FieldType::isId);
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case DATE -> parses(text, LocalDate::parse);
            case INSTANT -> parses(text, Instant::parse);
            case YEAR -> YEAR_FORM.matcher(text).matches() || isYears(text);
            case STATUS -> List.of("active", "tobedeleted").contains(text);
            case ORG_TYPE ->
                List.of("department", "school", "district", "local", "state", "national")
                        .contains(text);
            case SESSION_TYPE ->
                List.of("gradingPeriod", "semester", "schoolYear", "term").contains(text);
            case ROLE_TYPE -> List.of("primary", "secondary").contains(text);
        };
    }

    static boolean isId(String text) {
        return ID_FORM.matcher(text).matches();
    }

    static boolean isYears(String text) {
        return YEARS_FORM.matcher(text).matches();
    }

    static List<String> split(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private interface Parser {
        Object parse(String text);
    }

    private static boolean parses(String text, Parser parser) {
        try {
            parser.parse(text);
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
