package io.airclass.schedule.live.attendance;

import io.airclass.schedule.live.PlannedLesson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the moments at which somebody was seen amount to. */
final class AttendanceRules {
    /** A minute of a lesson that is kept; what lies further off is no lesson of that day. */
    static final int MINUTE_MIN = -60;

    static final int MINUTE_MAX = 300;

    /** Of the lesson: who was there for less has missed it. */
    static final int PRESENT_PERCENT = 50;

    private AttendanceRules() {}

    static int minute(Instant plannedStart, Instant at) {
        long minute = Math.floorDiv(Duration.between(plannedStart, at).toSeconds(), 60);
        return Math.clamp(minute, MINUTE_MIN, MINUTE_MAX);
    }

    /**
     * By person.
     *
     * @param silenceMax so long somebody who did not go may not be heard of and is still there
     * @param lesson what is counted; moments outside are left out
     */
    static Map<String, Presence> presences(Collection<Seen> seen, Duration silenceMax, Interval lesson) {
        var byPerson = new HashMap<String, List<Seen>>();
        seen.forEach(one ->
                byPerson.computeIfAbsent(one.personId(), _ -> new ArrayList<>()).add(one));
        var presences = new HashMap<String, Presence>();
        byPerson.forEach((person, all) -> presences.put(person, presence(all, silenceMax, lesson)));
        return presences;
    }

    static Presence presence(Collection<Seen> seen, Duration silenceMax, Interval lesson) {
        var byDevice = new EnumMap<Device, List<Interval>>(Device.class);
        for (var device : Device.values()) {
            var ofDevice = seen.stream().filter(one -> one.device() == device).toList();
            byDevice.put(device, within(lesson, joined(ofDevice, silenceMax)));
        }
        var minutes = new EnumMap<Device, Duration>(Device.class);
        var covered = List.<Interval>of();
        for (var device : List.of(Device.values()).reversed()) {
            var with = union(covered, byDevice.get(device));
            var more = length(with).minus(length(covered));
            if (!more.isZero()) {
                minutes.put(device, more);
            }
            covered = with;
        }
        int screenStudents = seen.stream().mapToInt(Seen::screenStudents).max().orElse(0);
        return new Presence(covered, minutes, screenStudents);
    }

    /** What one device saw, without the silences that are too long and what follows a leave. */
    private static List<Interval> joined(List<Seen> seen, Duration silenceMax) {
        var intervals = new ArrayList<Interval>();
        boolean gone = false;
        for (var next : seen.stream()
                .sorted(Comparator.comparing(Seen::from).thenComparing(Seen::until))
                .toList()) {
            var last = intervals.isEmpty() ? null : intervals.getLast();
            boolean goesOn = last != null
                    && !gone
                    && Duration.between(last.until(), next.from()).compareTo(silenceMax) <= 0;
            if (goesOn) {
                intervals.removeLast();
                intervals.add(new Interval(last.from(), later(last.until(), next.until())));
            } else {
                intervals.add(new Interval(next.from(), next.until()));
            }
            gone = next.left() != null && !next.left().isBefore(next.until());
        }
        return intervals;
    }

    private static List<Interval> within(Interval bounds, List<Interval> intervals) {
        return intervals.stream()
                .map(each -> new Interval(later(each.from(), bounds.from()), earlier(each.until(), bounds.until())))
                .filter(each -> !each.until().isBefore(each.from()))
                .toList();
    }

    /** Sorted and without overlaps. */
    static List<Interval> union(Collection<Interval> some, Collection<Interval> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        all.sort(Comparator.comparing(Interval::from).thenComparing(Interval::until));
        var merged = new ArrayList<Interval>();
        for (var each : all) {
            if (!merged.isEmpty() && !each.from().isAfter(merged.getLast().until())) {
                var before = merged.removeLast();
                merged.add(new Interval(before.from(), later(before.until(), each.until())));
            } else {
                merged.add(each);
            }
        }
        return merged;
    }

    private static Duration length(List<Interval> intervals) {
        return intervals.stream().map(Interval::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether somebody took part: for the share of the lesson that counts as that. */
    static boolean isPresent(Presence presence, Interval lesson) {
        return !presence.isNone()
                && presence.total().toMillis() * 100 >= lesson.length().toMillis() * PRESENT_PERCENT;
    }

    /**
     * The time of a lesson that counts: while it took place, within the time it was planned for. A teacher who comes early or forgets to end
     * it makes nobody absent; of a lesson that took place at another time all of it counts.
     */
    static Interval counted(PlannedLesson plan, Instant startedAt, Instant endedAt) {
        var from = later(startedAt, plan.startsAt());
        var until = earlier(endedAt, plan.endsAt());
        return from.isBefore(until) ? new Interval(from, until) : new Interval(startedAt, later(startedAt, endedAt));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
