package io.airclass.schedule.exchange;

import io.airclass.kit.tables.Table;
import io.airclass.schedule.timetable.CellFault;
import io.airclass.schedule.timetable.CellFault.Kind;
import io.airclass.schedule.timetable.TimetableCsv.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes and groups of a school, as cells name them: by number, or by a name that only one of them has. A file's own sheet 班级名单
 * (班级编号, 班级, 版本) says which versions it was made from, and goes before what the classes are called now.
 */
final class Holders {
    static final String SHEET = "班级名单";
    private static final Pattern BETWEEN = Pattern.compile("[、，,;；]");
    private static final Pattern UNREADABLE = Pattern.compile(".*[、，,;；\\p{Cntrl}].*", Pattern.DOTALL);

    private final Map<String, String> names;
    private final Map<String, Set<String>> byName = new HashMap<>();
    private final Map<String, Set<String>> byListedName = new HashMap<>();
    private final Map<String, Optional<Long>> listed = new LinkedHashMap<>();
    private final Map<String, List<CellFault>> faults = new HashMap<>();
    private final List<CellFault> unknown = new ArrayList<>();

    /** @param names of all classes and groups, by their ids */
    Holders(Map<String, String> names) {
        this.names = names;
        names.forEach(
                (id, name) -> byName.computeIfAbsent(name, _ -> new TreeSet<>()).add(id));
    }

    /** With what a file says of them. */
    Holders(Map<String, String> names, List<Table> tables, Locale locale) {
        this(names);
        tables.stream().filter(table -> table.name().equals(SHEET)).forEach(table -> {
            for (int row = 1; row < table.rows().size(); row++) {
                if (!table.cell(row, 0).isEmpty()) {
                    list(table, row, locale);
                }
            }
        });
    }

    private void list(Table table, int row, Locale locale) {
        var id = table.cell(row, 0);
        var version = table.cell(row, 2);
        if (!names.containsKey(id)) {
            unknown.add(Kind.CLASS_UNKNOWN.at(place(table, row, 0), Grid.CLASS_ID, locale, 0, id));
        } else if (listed.containsKey(id)) {
            fault(id, Kind.CLASS_TWICE.at(place(table, row, 0), Grid.CLASS_ID, locale));
        } else {
            boolean number = version.matches("\\d{1,18}");
            listed.put(id, number ? Optional.of(Long.valueOf(version)) : Optional.empty());
            byListedName
                    .computeIfAbsent(table.cell(row, 1), _ -> new TreeSet<>())
                    .add(id);
            if (!number && !version.isEmpty()) {
                fault(id, Kind.VERSION.at(place(table, row, 2), Grid.VERSION, locale));
            }
        }
    }

    private void fault(String id, CellFault fault) {
        faults.computeIfAbsent(id, _ -> new ArrayList<>()).add(fault);
    }

    private static Place place(Table table, int row, int column) {
        return new Place(table.name(), Table.address(row, column));
    }

    /** Such a list of those that are exported. */
    static Table table(Collection<HeldWeek> all) {
        return new Table(
                SHEET,
                Stream.concat(
                                Stream.of(List.of(Grid.CLASS_ID, Grid.CLASS_NAME, Grid.VERSION)),
                                all.stream().map(held -> List.of(held.id(), held.name(), held.version() + "")))
                        .toList());
    }

    /** The ids that the file lists. */
    Set<String> listed() {
        return listed.keySet();
    }

    /** The version that the file was made from; empty where it does not say. */
    Optional<Long> version(String id) {
        return listed.getOrDefault(id, Optional.empty());
    }

    /** What is wrong with what the file's list says of one. */
    List<CellFault> faults(String id) {
        return faults.getOrDefault(id, List.of());
    }

    /** What the file's list says of classes that the school does not have. */
    List<CellFault> unknown() {
        return unknown;
    }

    /** How one is named in a cell: by its name, or by its number where that name could be another's too. */
    String written(String id) {
        var name = names.getOrDefault(id, id);
        boolean clear = !name.isEmpty()
                && name.equals(name.strip())
                && !UNREADABLE.matcher(name).matches()
                && ids(name).equals(Set.of(id));
        return clear ? name : id;
    }

    /** Which one it is where there is one of them; else none or several. */
    Set<String> ids(String text) {
        var found = new TreeSet<>(byListedName.getOrDefault(text, Set.of()));
        if (found.isEmpty()) {
            found.addAll(byName.getOrDefault(text, Set.of()));
        }
        if (names.containsKey(text)) {
            found.add(text);
        }
        return found;
    }

    /** The names that stand in a line; the line itself where it is one. */
    List<String> split(String line) {
        return ids(line).isEmpty()
                ? BETWEEN.splitAsStream(line)
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList()
                : List.of(line);
    }
}
