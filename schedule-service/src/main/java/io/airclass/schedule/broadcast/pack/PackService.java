package io.airclass.schedule.broadcast.pack;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.broadcast.pack.ClassOfLessonService.Seen;
import io.airclass.schedule.broadcast.pack.LessonPacks.Assigned;
import io.airclass.schedule.broadcast.pack.LessonPacks.PackFile;
import io.airclass.schedule.broadcast.pack.LessonPacks.PackItem;
import io.airclass.schedule.broadcast.pack.LessonPacks.Variant;
import io.airclass.schedule.broadcast.pack.PackRules.Part;
import io.airclass.schedule.catalogue.OfferService;
import io.airclass.schedule.live.LiveAccessService;
import io.airclass.schedule.live.PlannedLesson;
import io.airclass.schedule.live.attendance.AttendanceService;
import io.airclass.schedule.upload.UploadService;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives packs to classes, and says how far each class has come with a lesson. */
@Service
class PackService {
    private final PackRepository packs;
    private final DiscussionRepository discussions;
    private final LiveAccessService access;
    private final AttendanceService attendance;
    private final UploadService uploads;
    private final OfferService offers;
    private final ClassOfLessonService classes;
    private final Clock clock;

    PackService(
            PackRepository packs,
            DiscussionRepository discussions,
            LiveAccessService access,
            AttendanceService attendance,
            UploadService uploads,
            OfferService offers,
            ClassOfLessonService classes,
            Clock clock) {
        this.packs = packs;
        this.discussions = discussions;
        this.access = access;
        this.attendance = attendance;
        this.uploads = uploads;
        this.offers = offers;
        this.classes = classes;
        this.clock = clock;
    }

    /** What somebody asks to be in a variant: exactly one of a file and a resource. */
    record AskedItem(String title, boolean forStudents, Optional<String> fileId, Optional<String> resourceId) {}

    record AskedVariant(String name, List<AskedItem> items) {}

    record Asked(List<AskedVariant> variants, List<Assigned> assigned, Optional<String> standard) {}

    Mono<Put<LessonPacks>> put(Caller caller, String lessonId, Optional<Long> expectedVersion, Asked asked) {
        return access.toArrange(caller, lessonId).flatMap(lesson -> packs.find(lessonId)
                .map(Stored::value)
                .map(PackService::files)
                .defaultIfEmpty(Map.of())
                .flatMap(have -> withFiles(caller, asked, have, files -> offered(caller, asked)
                        .then(takingPart(lesson, asked))
                        .flatMap(classIds -> {
                            var at = now();
                            var next = packs(caller, asked, files, at);
                            return packs.put(
                                    lessonId,
                                    expectedVersion,
                                    current -> PackRules.put(current.map(Stored::value), next, lesson, classIds, at));
                        }))));
    }

    /** Of the classes that are assigned those that take part. */
    private Mono<List<String>> takingPart(PlannedLesson lesson, Asked asked) {
        return Flux.fromStream(asked.assigned().stream().map(Assigned::classId).distinct())
                .concatMap(classId -> access.classOf(lesson, classId))
                .map(SchoolClass::id)
                .collectList();
    }

    private static Map<String, PackFile> files(LessonPacks have) {
        return have.variants().stream()
                .flatMap(variant -> variant.items().stream())
                .map(PackItem::file)
                .filter(file -> file != null)
                .collect(Collectors.toMap(PackFile::fileId, file -> file, (one, _) -> one));
    }

    /** Files that are in the packs already, whoever uploaded them, and new ones, which are the caller's own. */
    private <T> Mono<T> withFiles(
            Caller caller, Asked asked, Map<String, PackFile> have, Function<Map<String, PackFile>, Mono<T>> command) {
        var fresh = items(asked)
                .flatMap(item -> item.fileId().stream())
                .filter(id -> !have.containsKey(id))
                .distinct()
                .toList();
        return uploads.with(caller, fresh, found -> {
            var all = new HashMap<>(have);
            for (int i = 0; i < fresh.size(); i++) {
                var upload = found.get(i);
                all.put(
                        fresh.get(i),
                        new PackFile(fresh.get(i), upload.type(), upload.bytes(), upload.sha256(), upload.blobId()));
            }
            return command.apply(all);
        });
    }

    private Mono<Void> offered(Caller caller, Asked asked) {
        return Flux.fromStream(
                        items(asked).flatMap(item -> item.resourceId().stream()).distinct())
                .concatMap(id -> offers.isSeen(caller, id)
                        .filter(seen -> seen)
                        .switchIfEmpty(Refused.mono(
                                Rejection.ruleBroken("pack-resource-unknown").with("resourceId", id))))
                .then();
    }

    private static Stream<AskedItem> items(Asked asked) {
        return asked.variants().stream().flatMap(variant -> variant.items().stream());
    }

    private static LessonPacks packs(Caller caller, Asked asked, Map<String, PackFile> files, Instant at) {
        return new LessonPacks(
                asked.variants().stream()
                        .map(variant -> new Variant(
                                variant.name(),
                                variant.items().stream()
                                        .map(item -> new PackItem(
                                                item.title(),
                                                item.forStudents(),
                                                item.fileId().map(files::get).orElse(null),
                                                item.resourceId().orElse(null)))
                                        .toList()))
                        .toList(),
                asked.assigned().stream()
                        .sorted(Comparator.comparing(Assigned::classId))
                        .toList(),
                asked.standard().orElse(null),
                caller.personId(),
                at);
    }

    /** All of them, for who gives the lesson. */
    Mono<Stored<LessonPacks>> read(Caller caller, String lessonId) {
        return access.toArrange(caller, lessonId)
                .then(packs.find(lessonId))
                .switchIfEmpty(Refused.mono(Rejection.notFound("pack-not-found")));
    }

    /** What a class gets of a lesson, as the caller may see it. */
    record OfClass(String classId, Optional<String> variant, List<PackItem> items, Optional<Instant> sharedAt) {}

    Mono<OfClass> ofClass(Caller caller, String lessonId, String classId) {
        return classes.seen(caller, lessonId, classId).flatMap(seen -> packs.find(lessonId)
                .map(Stored::value)
                .map(found -> {
                    var variant = found.of(classId);
                    return new OfClass(
                            classId,
                            variant.map(Variant::name),
                            PackRules.items(variant, seen.part()),
                            variant.map(_ -> found.sharedAt()));
                })
                .defaultIfEmpty(new OfClass(classId, Optional.empty(), List.of(), Optional.empty())));
    }

    /** @param number of the item among those that the caller sees, from 0 */
    Mono<PackItem> file(Caller caller, String lessonId, String classId, int number) {
        return ofClass(caller, lessonId, classId)
                .filter(found -> number >= 0
                        && number < found.items().size()
                        && found.items().get(number).file() != null)
                .map(found -> found.items().get(number))
                .switchIfEmpty(Refused.mono(Rejection.notFound("pack-not-found")));
    }

    FileStore content() {
        return uploads.content();
    }

    /** Says that a class's teachers discussed a lesson that is over. */
    Mono<Put<Discussion>> discuss(
            Caller caller, String lessonId, String classId, Optional<Long> expectedVersion, String note) {
        return classes.seen(caller, lessonId, classId).flatMap(seen -> {
            if (!seen.isTaughtBy(caller.personId())) {
                return Refused.mono(Rejection.forbidden("forbidden"));
            }
            return PackRules.tooEarly(seen.lesson(), clock.instant())
                    .map(Refused::<Put<Discussion>>mono)
                    .orElseGet(() -> discussions.put(
                            expectedVersion, new Discussion(lessonId, classId, note, caller.personId(), now())));
        });
    }

    /**
     * How far a class has come with a lesson.
     *
     * @param shared since when it has its pack; empty where it has none
     * @param interacted whether somebody of it took part
     * @param discussed empty where it was not
     */
    record Phases(String classId, Optional<Instant> shared, boolean interacted, Optional<Discussion> discussed) {}

    /** Of all classes for who gives the lesson or looks after it, of their own for the others who teach one. */
    Mono<Page<Phases>> phases(Caller caller, String lessonId, PageRequest page) {
        return classes.all(caller, lessonId).flatMap(all -> {
            var told = all.stream()
                    .filter(seen -> seen.part() == Part.ALL)
                    .map(Seen::schoolClass)
                    .toList();
            return told.isEmpty() ? Refused.mono(Rejection.forbidden("forbidden")) : phases(lessonId, page, told);
        });
    }

    private Mono<Page<Phases>> phases(String lessonId, PageRequest page, List<SchoolClass> told) {
        var some = page.cut(told, SchoolClass::id);
        var ids = some.items().stream().map(SchoolClass::id).toList();
        return Mono.zip(
                        packs.find(lessonId)
                                .map(Stored::value)
                                .map(Optional::of)
                                .defaultIfEmpty(Optional.empty()),
                        attendance.peopleSeen(lessonId, ids),
                        discussions.of(lessonId, ids).map(Stored::value).collectMap(Discussion::classId))
                .map(found -> new Page<>(
                        some.items().stream()
                                .map(schoolClass -> new Phases(
                                        schoolClass.id(),
                                        found.getT1()
                                                .filter(given -> given.of(schoolClass.id())
                                                        .isPresent())
                                                .map(LessonPacks::sharedAt),
                                        PackRules.interacted(schoolClass, found.getT2()),
                                        Optional.ofNullable(found.getT3().get(schoolClass.id()))))
                                .toList(),
                        some.cursor()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
