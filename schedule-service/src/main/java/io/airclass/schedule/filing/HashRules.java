package io.airclass.schedule.filing;

import io.airclass.kit.ids.Ids;
import io.airclass.schedule.filing.FilingContent.Bundle;
import io.airclass.schedule.filing.FilingContent.Member;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableRules;
import io.airclass.schedule.timetable.TimetableVersion;
import io.airclass.schedule.timetable.VersionHead;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The content hashes of filings: SHA-256, lower-case hexadecimal.
 *
 * <p>Of a class's week: for each of its days the weekday's number, then a line for each lesson of the version that holds on the day, whatever
 * its weekday, because a working day that was moved may run any; days with the same lines as the day before are said with it. So neither
 * dates nor versions are in it: two weeks of the same timetable have the same hash, and a version with the same lessons changes nothing.
 *
 * <p>Of a bundle: the hashes of its members in the order of their ids, one a line.
 */
final class HashRules {
    private static final int DAYS = 7;
    private static final String FIELD = "\u001f";

    private HashRules() {}

    /** The versions that hold on some day of a week. */
    static List<VersionHead> inForce(LocalDate monday, List<VersionHead> heads) {
        return monday.datesUntil(monday.plusDays(DAYS))
                .flatMap(day -> TimetableRules.on(day, heads).stream())
                .distinct()
                .toList();
    }

    /**
     * Of a class's week; empty where no version holds on any of its days.
     *
     * @param contents of the versions that hold, by id
     */
    static Optional<String> ofWeek(LocalDate monday, List<VersionHead> heads, Map<String, TimetableVersion> contents) {
        var text = new StringBuilder();
        String before = "";
        for (var day = monday; day.isBefore(monday.plusDays(DAYS)); day = day.plusDays(1)) {
            var holding = TimetableRules.on(day, heads).map(VersionHead::versionId);
            String lines = holding.isPresent() ? lines(contents.get(holding.get()), day) : "";
            if (!lines.equals(before)) {
                text.append(day.getDayOfWeek().getValue()).append('\n').append(lines);
                before = lines;
            }
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(hash(text.toString()));
    }

    private static String lines(TimetableVersion version, LocalDate day) {
        return version.slots().stream()
                .filter(slot -> slot.from() == null || !day.isBefore(slot.from()))
                .filter(slot -> slot.until() == null || !day.isAfter(slot.until()))
                .map(HashRules::line)
                .sorted()
                .collect(Collectors.joining());
    }

    private static String line(Slot slot) {
        return String.join(
                        FIELD,
                        Integer.toString(slot.weekday().getValue()),
                        Integer.toString(slot.period()),
                        slot.start().toString(),
                        slot.end().toString(),
                        slot.subject(),
                        slot.teacherId(),
                        slot.room(),
                        slot.mode().name(),
                        slot.means(),
                        slot.use().name(),
                        slot.weeks().toString(),
                        slot.joint(),
                        slot.studio(),
                        Boolean.toString(slot.open()))
                + "\n";
    }

    /** A bundle of these; ids in {@code expected} that are not among them are missing. */
    static Bundle bundle(Map<String, String> hashes, Collection<String> expected) {
        var members = new ArrayList<Member>();
        new TreeMap<>(hashes).forEach((id, hash) -> members.add(new Member(id, hash)));
        var missing = new TreeSet<>(expected);
        missing.removeAll(hashes.keySet());
        return new Bundle(List.copyOf(members), List.copyOf(missing));
    }

    static String of(Bundle bundle) {
        return hash(bundle.members().stream()
                .sorted(Comparator.comparing(Member::id))
                .map(Member::hash)
                .collect(Collectors.joining("\n")));
    }

    private static String hash(String text) {
        return Ids.sha256Hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
