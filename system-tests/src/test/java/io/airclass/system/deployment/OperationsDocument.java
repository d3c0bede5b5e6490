package io.airclass.system.deployment;

import io.airclass.launcher.Suite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of docs/operations.md that say what a site must or may decide; files and source are held against them. */
record OperationsDocument(String text) {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    static OperationsDocument inCheckout() {
        return new OperationsDocument(Checkout.text("docs/operations.md"));
    }

    /** The settings that depend on the place, with the modules of those who read them. */
    Map<String, Set<String>> placeSettings() {
        Map<String, Set<String>> readers = new TreeMap<>();
        rows("| Setting | Read by | What to give it |")
                .forEach(row -> codes(row.getFirst()).forEach(setting -> readers.put(setting, modules(row.get(1)))));
        return readers;
    }

    private static Set<String> modules(String cell) {
        Stream<String> all = Stream.of(Suite.Service.values()).map(Suite.Service::module);
        return switch (cell) {
            case "all" -> all.collect(Collectors.toCollection(TreeSet::new));
            case "all but the gateway" ->
                all.filter(module -> !module.equals(Suite.Service.GATEWAY.module()))
                        .collect(Collectors.toCollection(TreeSet::new));
            default -> {
                Set<String> names = Set.of(cell.split(", "));
                yield all.filter(module -> names.contains(module.replace("-service", "")))
                        .collect(Collectors.toCollection(TreeSet::new));
            }
        };
    }

    /** The ports outside of the suite that each service calls. */
    Map<String, Set<Integer>> outsidePorts() {
        Map<String, Set<Integer>> ports = new TreeMap<>();
        rows("| From | Port | Why |").forEach(row -> ports.computeIfAbsent(row.getFirst(), _ -> new TreeSet<>())
                .add(Integer.valueOf(row.get(1))));
        return ports;
    }

    /** The keys of secrets that may be missing, {@code secret/key}, with their settings. */
    Map<String, String> optionalSecrets() {
        Map<String, String> settings = new TreeMap<>();
        rows("| Secret | Key | Setting |")
                .forEach(row -> settings.put(code(row.getFirst()) + "/" + code(row.get(1)), code(row.get(2))));
        return settings;
    }

    /** The collections whose shard key is written down, by what the table calls their database. */
    Map<String, List<String>> shardKeys() {
        Map<String, List<String>> collections = new LinkedHashMap<>();
        rows("| Database | Collection | Shard key |").forEach(row -> collections
                .computeIfAbsent(row.getFirst().replace("`", ""), _ -> new ArrayList<>())
                .add(code(row.get(1))));
        return collections;
    }

    /** The cells of the table with this head. */
    private List<List<String>> rows(String head) {
        return text.lines()
                .dropWhile(line -> !line.equals(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult code) -> code.group(1))
                .toList();
    }

    private static String code(String cell) {
        return codes(cell).getFirst();
    }
}
