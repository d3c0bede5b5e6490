package io.airclass.schedule.broadcast;

import io.airclass.contracts.schedule.BroadcastClashedV1;
import io.airclass.contracts.schedule.BroadcastOptOutV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.broadcast.Reception.Entry;
import io.airclass.schedule.broadcast.Reception.Kind;
import io.airclass.schedule.broadcast.Reception.Told;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What becomes of a school's word on a broadcast. */
final class ReceptionRules {
    /** Classes that one school puts in; more than a school has in the grades of a broadcast. */
    static final int CLASSES_MAX = 100;
    /** Changes of mind of a school in a school year; about 250 bytes each. */
    static final int ENTRIES_MAX = 600;

    static final int REASON_CHARS_MAX = 200;

    private ReceptionRules() {}

    /** Who says it, for which school, when. */
    record By(
            String broadcastId,
            Broadcast broadcast,
            String schoolId,
            List<String> within,
            String personId,
            Instant at) {
        private Reception first() {
            return new Reception(broadcastId, schoolId, within, List.of(), List.of(), at);
        }
    }

    /** The school's classes that are in from a day on are these and no others. */
    static Decision<Reception> subscribe(Optional<Reception> current, By by, Set<String> classIds, LocalDate today) {
        var before = current.orElseGet(by::first);
        var entries = new ArrayList<Entry>();
        for (var entry : before.entries()) {
            boolean dropped = is(entry, Kind.IN) && !classIds.contains(entry.classId());
            entries.add(dropped ? entry.ended(today, by.personId(), by.at()) : entry);
        }
        classIds.stream()
                .sorted()
                .filter(id -> before.entries().stream()
                        .noneMatch(
                                entry -> is(entry, Kind.IN) && entry.classId().equals(id)))
                .map(id -> new Entry(id, Kind.IN, today, null, "", by.personId(), by.at(), null, null))
                .forEach(entries::add);
        return decided(current, before, entries, by);
    }

    /** Takes a class out from a day on; one that is out already stays as it is. */
    static Decision<Reception> optOut(
            Optional<Reception> current, By by, String classId, String reason, LocalDate from) {
        var before = current.orElseGet(by::first);
        if (before.entries().stream().anyMatch(open(Kind.OUT, classId))) {
            return Decision.unchanged(before);
        }
        var entries = new ArrayList<>(before.entries());
        entries.add(new Entry(classId, Kind.OUT, from, null, reason, by.personId(), by.at(), null, null));
        return decided(current, before, entries, by, event(by, classId, true, from));
    }

    /** Lets a class receive it again from a day on; one that is not out stays as it is. */
    static Decision<Reception> takeBack(Reception current, By by, String classId, LocalDate today) {
        var out = current.entries().stream().filter(open(Kind.OUT, classId)).findFirst();
        if (out.isEmpty()) {
            return Decision.unchanged(current);
        }
        var entries = current.entries().stream()
                .map(entry -> entry.equals(out.get()) ? entry.ended(today, by.personId(), by.at()) : entry)
                .toList();
        return decided(Optional.of(current), current, entries, by, event(by, classId, false, today));
    }

    /** A clash of one class is told once for a version of its timetable. */
    static Decision<Reception> clashTold(Optional<Reception> current, By by, String classId, int version) {
        var before = current.orElseGet(by::first);
        boolean known =
                before.told().stream().anyMatch(told -> told.classId().equals(classId) && told.version() >= version);
        if (known) {
            return Decision.unchanged(before);
        }
        var told = new ArrayList<>(before.told().stream()
                .filter(one -> !one.classId().equals(classId))
                .toList());
        told.add(new Told(classId, version));
        return Decision.accepted(
                new Reception(
                        before.broadcastId(), before.schoolId(), before.within(), before.entries(), told, by.at()),
                new BroadcastClashedV1(
                        by.broadcastId(),
                        by.broadcast().orgId(),
                        by.broadcast().within(),
                        List.of(classId),
                        classId,
                        version));
    }

    private static Predicate<Entry> open(Kind kind, String classId) {
        return entry -> is(entry, kind) && entry.classId().equals(classId);
    }

    private static boolean is(Entry entry, Kind kind) {
        return entry.kind() == kind && entry.isOpen();
    }

    private static BroadcastOptOutV1 event(By by, String classId, boolean out, LocalDate from) {
        return new BroadcastOptOutV1(
                by.broadcastId(),
                by.broadcast().orgId(),
                classId,
                by.schoolId(),
                by.within(),
                out,
                from,
                by.personId());
    }

    private static Decision<Reception> decided(
            Optional<Reception> current, Reception before, List<Entry> entries, By by, BroadcastOptOutV1... events) {
        if (entries.equals(before.entries()) && current.isPresent()) {
            return Decision.unchanged(before);
        }
        return entries.size() > ENTRIES_MAX
                ? Decision.rejected(Rejection.conflict("broadcast-entries-full").with("max", ENTRIES_MAX))
                : Decision.accepted(
                        new Reception(
                                before.broadcastId(),
                                before.schoolId(),
                                before.within(),
                                entries,
                                before.told(),
                                by.at()),
                        events);
    }
}
