package io.airclass.schedule.broadcast.pack;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.broadcast.pack.LessonPacks.Assigned;
import io.airclass.schedule.broadcast.pack.LessonPacks.PackItem;
import io.airclass.schedule.broadcast.pack.LessonPacks.Variant;
import io.airclass.schedule.live.PlannedLesson;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What packs may be, until when they are given, and who gets what of them. */
final class PackRules {
    static final int VARIANTS_MAX = 10;
    static final int ITEMS_MAX = 20;
    static final int CLASSES_MAX = 1_000;
    static final int NAME_CHARS_MAX = 30;
    static final int TITLE_CHARS_MAX = 80;
    static final int NOTE_CHARS_MAX = 1_000;

    private PackRules() {}

    /**
     * New packs, before the lesson begins; the same again changes nothing.
     *
     * @param classIds of those that are assigned, those that take part
     */
    static Decision<LessonPacks> put(
            Optional<LessonPacks> current,
            LessonPacks next,
            PlannedLesson lesson,
            Collection<String> classIds,
            Instant at) {
        if (current.filter(next::saysTheSame).isPresent()) {
            return Decision.unchanged(current.get());
        }
        if (!at.isBefore(lesson.startsAt())) {
            return Decision.rejected(Rejection.conflict("pack-too-late").with("startsAt", lesson.startsAt()));
        }
        return refusal(next, classIds)
                .<Decision<LessonPacks>>map(Decision::rejected)
                .orElseGet(() -> Decision.accepted(next));
    }

    private static Optional<Rejection> refusal(LessonPacks packs, Collection<String> classIds) {
        var names = packs.variants().stream().map(Variant::name).collect(Collectors.toSet());
        if (names.size() != packs.variants().size()) {
            return Optional.of(Rejection.ruleBroken("pack-variants-same"));
        }
        var known = new HashSet<>(classIds);
        var unknown = packs.assigned().stream()
                .filter(one -> !known.contains(one.classId()))
                .findFirst();
        if (unknown.isPresent()) {
            return Optional.of(Rejection.ruleBroken("pack-class-unknown")
                    .with("classId", unknown.get().classId()));
        }
        if (packs.assigned().stream().map(Assigned::classId).distinct().count()
                != packs.assigned().size()) {
            return Optional.of(Rejection.ruleBroken("pack-class-twice"));
        }
        return packs.assigned().stream()
                .map(Assigned::variant)
                .filter(name -> !names.contains(name))
                .findFirst()
                .or(() -> Optional.ofNullable(packs.standard()).filter(name -> !names.contains(name)))
                .map(name -> Rejection.ruleBroken("pack-variant-unknown").with("variant", name));
    }

    /** What somebody gets to see of a class's pack. */
    enum Part {
        ALL,
        FOR_STUDENTS,
        NOTHING
    }

    /**
     * The class's teachers, and those whose duty is to look, get all; its students and their guardians what is for students.
     *
     * @param gives whether the caller gives the lesson, or arranges it
     */
    static Part part(Caller caller, SchoolClass schoolClass, Collection<Person> children, boolean gives) {
        if (gives || AccessRules.mayReadTimetable(caller, schoolClass)) {
            return Part.ALL;
        }
        return AccessRules.mayReadLessons(caller, schoolClass, children) ? Part.FOR_STUDENTS : Part.NOTHING;
    }

    static List<PackItem> items(Optional<Variant> variant, Part part) {
        return variant.stream()
                .flatMap(one -> one.items().stream())
                .filter(item -> part == Part.ALL || item.forStudents())
                .toList();
    }

    /** A lesson is discussed when it is over; what was said may be said anew. */
    static Optional<Rejection> tooEarly(PlannedLesson lesson, Instant at) {
        return at.isBefore(lesson.endsAt())
                ? Optional.of(Rejection.conflict("discussion-too-early").with("endsAt", lesson.endsAt()))
                : Optional.empty();
    }

    /** Whether somebody of a class took part. */
    static boolean interacted(SchoolClass schoolClass, Set<String> seen) {
        return schoolClass.memberIds().stream().anyMatch(seen::contains);
    }
}
