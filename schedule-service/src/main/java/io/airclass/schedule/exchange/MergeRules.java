package io.airclass.schedule.exchange;

import io.airclass.schedule.timetable.CellFault;
import io.airclass.schedule.timetable.CellFault.Kind;
import io.airclass.schedule.timetable.DraftService.Days;
import io.airclass.schedule.timetable.FilePart;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableCsv;
import io.airclass.schedule.timetable.TimetableCsv.Fields;
import io.airclass.schedule.timetable.TimetableCsv.Place;
import io.airclass.schedule.timetable.TimetableCsv.Reading;
import io.airclass.schedule.timetable.Week;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which classes the sheets of teachers change, and what their weeks become. */
final class MergeRules {
    /** Lessons of all classes of one file, each counted once a class. */
    static final int LESSONS_MAX = FormatService.HOLDERS_MAX * TimetableCsv.ROWS_MAX;

    /** Told of one file that belong to no class. */
    static final int FAULTS_MAX = 100;

    private MergeRules() {}

    /** A lesson of one class, and where it stands. */
    private record Given(Place place, Map<String, String> texts) {}

    /** What the sheets say of one class. */
    private static final class Share {
        private final List<Given> lessons = new ArrayList<>();
        private final List<CellFault> faults = new ArrayList<>();
    }

    /** What the sheets say. */
    static final class Plan {
        private final Map<String, Share> shares = new TreeMap<>();
        private final Set<String> teachers = new HashSet<>();
        /** By which it is not said which class is meant: any of the teacher's could be. */
        private final Map<String, List<CellFault>> ofTeacher = new HashMap<>();

        private final List<CellFault> faults = new ArrayList<>();
        private final Holders holders;
        private final Locale locale;
        private int lessons;

        private Plan(Holders holders, Locale locale) {
            this.holders = holders;
            this.locale = locale;
        }

        /** Of whom it may be said, when their weeks are known, whether they are changed; in the order of their ids. */
        Set<String> holderIds() {
            var ids = new TreeSet<>(shares.keySet());
            ids.addAll(holders.listed());
            return ids;
        }

        /** Whether there is more than a file may hold; then the rest was not looked at. */
        boolean isTooLarge() {
            return lessons > LESSONS_MAX;
        }

        /** Of no class. */
        List<CellFault> faults() {
            return faults;
        }

        Optional<Long> version(String holderId) {
            return holders.version(holderId);
        }

        /** Whether a class is named in a cell, or is listed and has lessons of a teacher whose sheet is there. */
        boolean touches(String holderId, Optional<Week> before) {
            return shares.containsKey(holderId)
                    || before.stream()
                            .flatMap(week -> week.slots().stream())
                            .anyMatch(slot -> teachers.contains(slot.teacherId()));
        }

        private Share share(String holderId) {
            return shares.computeIfAbsent(holderId, _ -> new Share());
        }

        private void take(TeacherSheet sheet) {
            var named = new TreeSet<String>();
            var wrong = new ArrayList<>(sheet.faults());
            for (var lesson : sheet.lessons()) {
                if (lessons > LESSONS_MAX) {
                    return;
                }
                var ids = take(lesson, wrong);
                lessons += ids.size();
                named.addAll(ids);
            }
            var any = ofTeacher.computeIfAbsent(sheet.teacherId(), _ -> new ArrayList<>());
            for (var fault : wrong) {
                named.forEach(id -> add(share(id).faults, fault));
                add(any, fault);
                add(faults, fault);
            }
        }

        /** The classes that have a lesson. */
        private Set<String> take(TeacherSheet.Lesson lesson, List<CellFault> wrong) {
            var ids = new TreeSet<String>();
            boolean clear = true;
            for (var line : lesson.classes()) {
                for (var name : holders.split(line)) {
                    var found = holders.ids(name);
                    if (found.size() == 1) {
                        ids.addAll(found);
                    } else {
                        clear = false;
                        fault(wrong, lesson.place(), found.size(), name);
                    }
                }
            }
            if (clear && ids.isEmpty()) {
                add(wrong, Kind.LESSON_WITHOUT_CLASS.at(lesson.place(), Grid.CLASS_NAME, locale));
            }
            for (var id : ids) {
                lesson.wrong().ifPresentOrElse(fault -> add(share(id).faults, fault), () -> share(id)
                        .lessons
                        .add(new Given(lesson.place(), lesson.texts())));
            }
            return ids;
        }

        private void fault(List<CellFault> wrong, Place place, int count, String name) {
            var kind = count == 0 ? Kind.CLASS_UNKNOWN : Kind.CLASS_AMBIGUOUS;
            add(wrong, kind.at(place, Grid.CLASS_NAME, locale, count, name));
        }

        private static void add(List<CellFault> some, CellFault one) {
            if (some.size() < FAULTS_MAX) {
                some.add(one);
            }
        }

        /**
         * The week of a class with the lessons of these teachers as their sheets have them, and all others as they are.
         *
         * @param waiting whether the week is a draft
         * @param today from when on it holds where it was published and is another now
         */
        FilePart part(String holderId, Optional<Week> before, boolean waiting, LocalDate today) {
            var share = shares.getOrDefault(holderId, new Share());
            var slots = before.map(week -> Grid.collapsed(week.slots())).orElse(List.of());
            var replaced = slots.stream()
                    .filter(slot -> teachers.contains(slot.teacherId()))
                    .toList();
            var kept = slots.stream()
                    .filter(slot -> !teachers.contains(slot.teacherId()))
                    .toList();
            var wrong = new ArrayList<>(share.faults);
            wrong.addAll(holders.faults(holderId));
            replaced.stream()
                    .map(Slot::teacherId)
                    .distinct()
                    .flatMap(id -> ofTeacher.getOrDefault(id, List.of()).stream())
                    .filter(fault -> !wrong.contains(fault))
                    .forEach(wrong::add);
            var reading = reading(share.lessons, kept, wrong);
            var days = before.map(week -> waiting || isSame(reading, replaced)
                            ? days(week, week.effectiveFrom(), week.why())
                            : days(week, later(week.effectiveFrom(), today), ""))
                    .orElseGet(() -> new Days(Optional.empty(), Optional.empty(), ""));
            return new FilePart(holderId, version(holderId), days, reading);
        }

        private Reading reading(List<Given> lessons, List<Slot> kept, List<CellFault> wrong) {
            var fields = new ArrayList<Fields>();
            var places = new HashMap<Long, Place>();
            for (var given : lessons) {
                long number = fields.size() + 1L;
                places.put(number, given.place());
                fields.add(new Fields(number, given.texts()));
            }
            return TimetableCsv.check(fields, kept, places, wrong, locale);
        }
    }

    /** Each lesson with the classes that have it, or what is wrong with it. */
    static Plan plan(Collection<TeacherSheet> sheets, Holders holders, Locale locale) {
        var plan = new Plan(holders, locale);
        plan.faults.addAll(holders.unknown().stream().limit(FAULTS_MAX).toList());
        var first = new HashMap<String, TeacherSheet>();
        for (var sheet : sheets) {
            var other = sheet.teacherId().isEmpty() ? null : first.putIfAbsent(sheet.teacherId(), sheet);
            plan.take(other == null ? sheet : again(sheet, other, locale));
            if (!sheet.teacherId().isEmpty()) {
                plan.teachers.add(sheet.teacherId());
            }
        }
        return plan;
    }

    /** Which of two sheets of a teacher holds is not known. */
    private static TeacherSheet again(TeacherSheet sheet, TeacherSheet other, Locale locale) {
        var faults = new ArrayList<>(sheet.faults());
        faults.add(Kind.TEACHER_TWICE.at(sheet.place(), Grid.TEACHER_ID, locale, 0, other.name()));
        return new TeacherSheet(sheet.name(), sheet.teacherId(), sheet.place(), sheet.lessons(), faults);
    }

    /** Whether the teachers have the same lessons as before; whether the bells ring as they did is not asked. */
    private static boolean isSame(Reading reading, List<Slot> before) {
        var rows = reading.rows().stream().filter(row -> !row.kept()).toList();
        var exact = before.stream().map(Grid::once).collect(Collectors.toSet());
        var timeless = before.stream().map(Grid::timeless).collect(Collectors.toSet());
        return rows.size() == before.size()
                && rows.stream()
                        .allMatch(row -> row.timed()
                                ? exact.contains(Grid.once(row.slot()))
                                : timeless.contains(Grid.timeless(row.slot())));
    }

    private static Days days(Week week, LocalDate from, String why) {
        return new Days(Optional.of(from), week.temporary() ? Optional.of(week.lastDay()) : Optional.empty(), why);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }
}
