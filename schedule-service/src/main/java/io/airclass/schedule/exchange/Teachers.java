package io.airclass.schedule.exchange;

import io.airclass.kit.tables.Table;
import io.airclass.schedule.timetable.CellFault;
import io.airclass.schedule.timetable.CellFault.Kind;
import io.airclass.schedule.timetable.TimetableCsv.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The numbers of those who stand in cells: by themselves, or by the names that the file's own sheet 教师名单 (教师编号, 姓名) gives them. Whether
 * the school has such a teacher, the roster says.
 */
final class Teachers {
    static final String SHEET = "教师名单";
    static final String NAME = "姓名";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Map<String, List<String>> byName;

    private Teachers(Map<String, List<String>> byName) {
        this.byName = byName;
    }

    /**
     * Who stands in a cell.
     *
     * @param id empty where nobody does, or it is not known who
     * @param wrong absent where nothing is
     * @param count how many have the name
     */
    record Found(String id, Optional<Kind> wrong, int count) {
        Optional<CellFault> fault(Place place, Locale locale) {
            return wrong.map(kind -> kind.at(place, "teacherId", locale, count));
        }
    }

    /** Of the sheet among these that is such a list; nobody has a name where none is. */
    static Teachers of(List<Table> tables) {
        var byName = new HashMap<String, List<String>>();
        tables.stream().filter(table -> table.name().equals(SHEET)).forEach(table -> {
            for (int row = 1; row < table.rows().size(); row++) {
                var name = table.cell(row, 1);
                if (!name.isEmpty()) {
                    var ids = byName.computeIfAbsent(name, _ -> new ArrayList<>());
                    if (!ids.contains(table.cell(row, 0))) {
                        ids.add(table.cell(row, 0));
                    }
                }
            }
        });
        return new Teachers(byName);
    }

    /** Such a list, for the school to write the names into. */
    static Table table(List<String> ids) {
        return new Table(
                SHEET,
                Stream.concat(
                                Stream.of(List.of(Grid.TEACHER_ID, NAME)),
                                ids.stream().map(id -> List.of(id, "")))
                        .toList());
    }

    Found find(String text) {
        var named = byName.getOrDefault(text, List.of());
        if (named.size() > 1) {
            return new Found("", Optional.of(Kind.TEACHER_AMBIGUOUS), named.size());
        }
        if (named.size() == 1) {
            return new Found(named.getFirst(), Optional.empty(), 1);
        }
        return text.isEmpty() || ID.matcher(text).matches()
                ? new Found(text, Optional.empty(), 1)
                : new Found("", Optional.of(Kind.TEACHER_NAME_UNKNOWN), 0);
    }
}
