package io.airclass.schedule.broadcast;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.schedule.alliance.Alliance.Departure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a school said of a broadcast for its classes.
 *
 * @param within ids of the school and all above it, the root first
 * @param entries in the order in which they were made, at most {@link ReceptionRules#ENTRIES_MAX}
 * @param told of which versions of its classes' timetables a clash was told
 */
public record Reception(
        String broadcastId,
        String schoolId,
        List<String> within,
        List<Entry> entries,
        List<Told> told,
        Instant savedAt) {
    public Reception {
        within = List.copyOf(within);
        entries = List.copyOf(entries);
        told = List.copyOf(told);
    }

    /**
     * One class is in, or out, for some days.
     *
     * @param from the first day
     * @param until the day from which it is so no more; absent while it is so
     * @param reason why a class is out; empty for one that is in
     */
    public record Entry(
            String classId,
            Kind kind,
            LocalDate from,
            @MayBeAbsent LocalDate until,
            String reason,
            String by,
            Instant at,
            @MayBeAbsent String endedBy,
            @MayBeAbsent Instant endedAt) {
        boolean holdsOn(LocalDate day) {
            return !day.isBefore(from) && (until == null || day.isBefore(until));
        }

        boolean goesOnAfter(LocalDate day) {
            return until == null || until.isAfter(day);
        }

        boolean isOpen() {
            return until == null;
        }

        Entry ended(LocalDate day, String who, Instant when) {
            return new Entry(classId, kind, from, day.isBefore(from) ? from : day, reason, by, at, who, when);
        }
    }

    /** Which way a class goes. */
    public enum Kind {
        /** The school put the class in. */
        IN,
        /** The school took the class out. */
        OUT
    }

    /** @param version of the class's timetable */
    public record Told(String classId, int version) {}

    /** What is left of it after departures from the alliance: what the school put in before one ends with it. */
    Reception after(List<Departure> departures) {
        var own = departures.stream()
                .filter(departure -> within.contains(departure.schoolId()))
                .toList();
        return own.isEmpty()
                ? this
                : new Reception(
                        broadcastId,
                        schoolId,
                        within,
                        entries.stream().map(entry -> after(entry, own)).toList(),
                        told,
                        savedAt);
    }

    private static Entry after(Entry entry, List<Departure> departures) {
        return departures.stream()
                .filter(_ -> entry.kind() == Kind.IN)
                .filter(departure -> entry.at().isBefore(departure.at()) && entry.goesOnAfter(departure.on()))
                .findFirst()
                .map(departure -> entry.ended(departure.on(), departure.by(), departure.at()))
                .orElse(entry);
    }

    /** The classes that are in with nothing said of an end, in the order of their ids. */
    List<String> in() {
        return entries.stream()
                .filter(entry -> entry.kind() == Kind.IN && entry.isOpen())
                .map(Entry::classId)
                .sorted()
                .toList();
    }

    /** Whether an entry of this kind holds for a class on a day. */
    boolean has(Kind kind, String classId, LocalDate day) {
        return entries.stream()
                .anyMatch(entry -> entry.kind() == kind && entry.classId().equals(classId) && entry.holdsOn(day));
    }
}
