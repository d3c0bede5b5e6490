package io.airclass.schedule.timetable;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.schedule.booking.Booking;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.schedule.booking.YearWeeks;
import io.airclass.schedule.group.GroupService.Learners;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the timetable of a class or group takes: of whom and what, in which weeks of a school year. */
public final class BookingPlanRules {
    private BookingPlanRules() {}

    /** A version with its content. */
    record Laid(VersionHead head, List<Slot> slots) {}

    /**
     * All weekly times of a school year, of every version where it holds. A thing that a version names and that is not taken any more
     * stands there with no times.
     *
     * @param attempt that claims them
     * @param versions of the timetable, the one to be published among them
     * @param days what each day of the school year is
     */
    static Map<ResourceKey, List<Booking>> bookings(
            Learners learners, String attempt, String schoolYear, List<Laid> versions, Map<LocalDate, SchoolDay> days) {
        var heads = versions.stream().map(Laid::head).toList();
        int number = heads.stream().mapToInt(VersionHead::number).max().orElseThrow();
        var bookings = new LinkedHashMap<ResourceKey, List<Booking>>();
        for (var version : versions) {
            var held = daysOf(version.head(), heads, schoolYear);
            for (var slot : version.slots()) {
                var weeks = YearWeeks.of(held.stream()
                        .filter(day -> day.getDayOfWeek() == slot.weekday()
                                || TermDays.weekday(day, days)
                                        .filter(slot.weekday()::equals)
                                        .isPresent())
                        .filter(day -> slot.takesPlace(day, TermDays.week(day, days)))
                        .toList());
                var firstDay = YearWeeks.firstMonday(schoolYear).plusWeeks(1);
                things(learners, slot, firstDay).forEach((key, overlay) -> {
                    var of = bookings.computeIfAbsent(key, _ -> new ArrayList<>());
                    if (!weeks.isEmpty()) {
                        add(of, booking(learners, number, attempt, slot, weeks, overlay));
                    }
                });
            }
        }
        return bookings;
    }

    private static List<LocalDate> daysOf(VersionHead head, List<VersionHead> heads, String schoolYear) {
        if (!SchoolDay.schoolYearOf(head.effectiveFrom()).equals(schoolYear)) {
            return List.of();
        }
        return head.effectiveFrom()
                .datesUntil(head.lastDay().plusDays(1))
                .filter(day ->
                        TimetableRules.on(day, heads).filter(head::equals).isPresent())
                .toList();
    }

    /** What a slot takes, and whether it overlays it. */
    public static Map<ResourceKey, Boolean> things(Learners learners, Slot slot, LocalDate dayOfYear) {
        var things = new LinkedHashMap<ResourceKey, Boolean>();
        var schoolId = learners.schoolClass().schoolId();
        if (learners.overlaid().isEmpty()) {
            things.put(ResourceKey.schoolClass(learners.id(), dayOfYear), false);
        }
        learners.overlaid().forEach(classId -> things.put(ResourceKey.schoolClass(classId, dayOfYear), true));
        named(slot.teacherId()).ifPresent(id -> things.put(ResourceKey.teacher(id, dayOfYear), false));
        named(slot.room()).ifPresent(room -> things.put(ResourceKey.room(schoolId, room, dayOfYear), false));
        named(slot.studio()).ifPresent(name -> things.put(ResourceKey.studio(schoolId, name, dayOfYear), false));
        return things;
    }

    private static Optional<String> named(String name) {
        return Optional.of(name).filter(text -> !text.isEmpty());
    }

    /** Versions that follow each other have most of their lessons in common: one booking for the weeks of all of them. */
    private static void add(List<Booking> bookings, Booking one) {
        for (int i = 0; i < bookings.size(); i++) {
            if (bookings.get(i).in(one.weeks()).equals(one)) {
                bookings.set(i, one.in(one.weeks().and(bookings.get(i).weeks())));
                return;
            }
        }
        bookings.add(one);
    }

    private static Booking booking(
            Learners learners, int number, String attempt, Slot slot, YearWeeks weeks, boolean overlay) {
        return new Booking(
                learners.id(),
                number,
                attempt,
                false,
                slot.weekday(),
                weeks,
                null,
                slot.period(),
                slot.start(),
                slot.end(),
                slot.subject(),
                slot.joint().isEmpty() ? "" : learners.schoolClass().schoolId() + "/" + slot.joint(),
                overlay,
                slot.open());
    }
}
