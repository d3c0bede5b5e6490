package io.airclass.schedule.course;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.catalogue.OfferService;
import io.airclass.schedule.catalogue.OfferService.Brief;
import io.airclass.schedule.course.CourseRules.Ahead;
import io.airclass.schedule.course.Plan.Part;
import io.airclass.schedule.course.Plan.Syllabus;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.upload.Upload;
import io.airclass.schedule.upload.UploadService;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes, publishes and reads courses. */
@Service
class CourseService {
    private final CourseRepository courses;
    private final GroupService groups;
    private final AccessService access;
    private final OfferService resources;
    private final UploadService uploads;
    private final RosterView roster;
    private final Clock clock;
    private final ZoneId zone;

    CourseService(
            CourseRepository courses,
            GroupService groups,
            AccessService access,
            OfferService resources,
            UploadService uploads,
            RosterView roster,
            AirclassSettings settings,
            Clock clock) {
        this.courses = courses;
        this.groups = groups;
        this.access = access;
        this.resources = resources;
        this.uploads = uploads;
        this.roster = roster;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** Which course is meant; without a school year that of today. */
    record Key(String holderId, String subject, Optional<String> schoolYear) {}

    /** @param syllabusFileId of an upload of the caller's, or the one that is attached already; empty for none */
    record Asked(Optional<String> syllabusFileId, List<Part> units) {}

    /**
     * A course and how it stands.
     *
     * @param resources those that its units ask for and there are, by id
     */
    record Shown(Stored<Course> course, Map<String, Brief> resources, Ahead ahead) {}

    Mono<Put<Course>> save(Caller caller, Key key, Optional<Long> expectedVersion, Asked asked) {
        var faults = CourseRules.faults(asked.units());
        if (!faults.isEmpty()) {
            return Refused.mono(Rejection.invalid("course-unfit", faults));
        }
        return toWrite(caller, key).flatMap(holder -> {
            var id = id(key);
            return unknownResource(caller, id, asked).flatMap(unknown -> unknown.<Mono<Put<Course>>>map(
                            resourceId -> Refused.mono(Rejection.ruleBroken("course-resource-unknown")
                                    .with("resourceId", resourceId)))
                    .orElseGet(() -> withSyllabus(
                            caller,
                            id,
                            asked.syllabusFileId(),
                            syllabus -> courses.put(
                                    id,
                                    expectedVersion,
                                    current -> CourseRules.save(
                                            current.map(Stored::value),
                                            new Course.Drafted(
                                                    holder.schoolId(),
                                                    holder.within(),
                                                    holder.id(),
                                                    year(key),
                                                    key.subject(),
                                                    new Plan(syllabus.orElse(null), asked.units()),
                                                    caller.personId(),
                                                    clock.instant()))))));
        });
    }

    /** A resource that is not in the course already and that the caller may not see. */
    private Mono<Optional<String>> unknownResource(Caller caller, String id, Asked asked) {
        var ids = asked.units().stream()
                .flatMap(unit -> unit.resourceIds().stream())
                .distinct()
                .toList();
        return courses.find(id)
                .map(stored -> plans(stored.value())
                        .flatMap(plan -> resourceIds(plan).stream())
                        .toList())
                .defaultIfEmpty(List.of())
                .flatMap(known -> resources.firstUnseen(
                        caller, ids.stream().filter(one -> !known.contains(one)).toList()));
    }

    /** What is written, and what was published. */
    private static Stream<Plan> plans(Course course) {
        return Stream.concat(Stream.of(course.plan()), course.published().map(Course::plan).stream());
    }

    private static List<String> resourceIds(Plan plan) {
        return plan.units().stream()
                .flatMap(unit -> unit.resourceIds().stream())
                .distinct()
                .toList();
    }

    /** Of an upload of the caller's, or the one that is attached already. */
    private <T> Mono<T> withSyllabus(
            Caller caller, String id, Optional<String> fileId, Function<Optional<Syllabus>, Mono<T>> command) {
        if (fileId.isEmpty()) {
            return command.apply(Optional.empty());
        }
        return courses.find(id)
                .flatMapIterable(stored -> plans(stored.value())
                        .flatMap(plan -> Stream.ofNullable(plan.syllabus()))
                        .toList())
                .filter(syllabus -> syllabus.fileId().equals(fileId.get()))
                .next()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(attached -> attached.isPresent()
                        ? command.apply(attached)
                        : uploads.with(
                                caller,
                                List.of(fileId.get()),
                                found -> command.apply(Optional.of(syllabus(fileId.get(), found.getFirst())))));
    }

    private static Syllabus syllabus(String fileId, Upload upload) {
        return new Syllabus(fileId, upload.name(), upload.type(), upload.bytes(), upload.sha256(), upload.blobId());
    }

    Mono<Stored<Course>> publish(Caller caller, Key key, Optional<Long> expectedVersion) {
        return toWrite(caller, key)
                .then(existing(key))
                .then(courses.change(
                        id(key),
                        expectedVersion,
                        current -> CourseRules.publish(current.value(), caller.personId(), clock.instant())));
    }

    /** What is written for whoever may see drafts of timetables, what was published for the others. */
    Mono<Shown> read(Caller caller, Key key) {
        return visible(caller, key).flatMap(stored -> shown(List.of(stored)).next());
    }

    Mono<Stored<Course>> visible(Caller caller, Key key) {
        return toSee(caller, key.holderId()).flatMap(holder -> existing(key)
                .mapNotNull(stored -> asSeen(caller, holder, stored).orElse(null))
                .switchIfEmpty(Refused.mono(Rejection.notFound("course-not-found"))));
    }

    /** The courses of a class or group, with what each asks for: how the minutes lie over the subjects. */
    Mono<List<Shown>> ofHolder(Caller caller, String holderId, Optional<String> schoolYear) {
        return toSee(caller, holderId).flatMap(holder -> courses.ofHolder(holderId, schoolYear.orElseGet(this::year))
                .mapNotNull(stored -> asSeen(caller, holder, stored).orElse(null))
                .collectList()
                .flatMap(found -> shown(found).collectList()));
    }

    Mono<Page<Shown>> ofSchool(Caller caller, String schoolId, Optional<String> schoolYear, PageRequest page) {
        return access.schoolToRead(caller, schoolId)
                .flatMap(_ -> courses.ofSchool(schoolId, schoolYear.orElseGet(this::year), page))
                .flatMap(found -> shown(found.items()).collectList().map(items -> new Page<>(items, found.cursor())));
    }

    FileStore content() {
        return uploads.content();
    }

    private static Optional<Stored<Course>> asSeen(Caller caller, SchoolClass holder, Stored<Course> stored) {
        return AccessRules.mayReadTimetable(caller, holder)
                ? Optional.of(stored)
                : stored.value().published().map(published -> new Stored<>(stored.id(), stored.version(), published));
    }

    private Flux<Shown> shown(List<Stored<Course>> some) {
        if (some.isEmpty()) {
            return Flux.empty();
        }
        var ids = some.stream()
                .flatMap(stored -> resourceIds(stored.value().plan()).stream())
                .distinct()
                .toList();
        var today = LocalDate.ofInstant(clock.instant(), zone);
        return resources.briefs(ids).flatMapMany(briefs -> Flux.fromIterable(some)
                .concatMap(stored -> {
                    var within = stored.value().within();
                    var above = within.subList(0, within.size() - 1);
                    return Flux.fromStream(today.datesUntil(today.plusDays(CourseRules.DAYS_LOOKED_MAX + 1L)))
                            .concatMap(day -> roster.schoolDay(above, day))
                            .collectList()
                            .map(days -> new Shown(stored, briefs, ahead(stored.value(), briefs, today, days)));
                }));
    }

    private static Ahead ahead(Course course, Map<String, Brief> briefs, LocalDate today, List<SchoolDay> days) {
        return CourseRules.ahead(
                CourseRules.preparedUntil(course.plan(), briefs, today), days.getFirst(), days.subList(1, days.size()));
    }

    private Mono<SchoolClass> toSee(Caller caller, String holderId) {
        return groups.learners(holderId)
                .map(GroupService.Learners::schoolClass)
                .filterWhen(holder -> access.sees(caller, holder))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")));
    }

    private Mono<SchoolClass> toWrite(Caller caller, Key key) {
        return groups.learners(key.holderId())
                .filterWhen(learners -> access.sees(caller, learners.schoolClass()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")))
                .flatMap(learners -> CourseRules.mayWrite(
                                caller,
                                learners.schoolClass(),
                                key.subject(),
                                !learners.overlaid().isEmpty())
                        ? Mono.just(learners.schoolClass())
                        : Refused.mono(Rejection.forbidden("forbidden")));
    }

    private Mono<Stored<Course>> existing(Key key) {
        return courses.find(id(key)).switchIfEmpty(Refused.mono(Rejection.notFound("course-not-found")));
    }

    private String id(Key key) {
        return CourseRepository.id(key.holderId(), year(key), key.subject());
    }

    private String year(Key key) {
        return key.schoolYear().orElseGet(this::year);
    }

    private String year() {
        return SchoolDay.schoolYearOf(LocalDate.ofInstant(clock.instant(), zone));
    }
}
