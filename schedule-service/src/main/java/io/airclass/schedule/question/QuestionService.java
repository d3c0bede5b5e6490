package io.airclass.schedule.question;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.catalogue.ScopeService;
import io.airclass.schedule.upload.Upload;
import io.airclass.schedule.upload.UploadRules;
import io.airclass.schedule.upload.UploadService;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What askers and readers do at the question desk. */
@Service
class QuestionService {
    private final QuestionRepository questions;
    private final AskedDayRepository days;
    private final DeskService desks;
    private final RosterView roster;
    private final ScopeService scope;
    private final UploadService uploads;
    private final QuestionSettings settings;
    private final Clock clock;
    private final ZoneId zone;

    QuestionService(
            QuestionRepository questions,
            AskedDayRepository days,
            DeskService desks,
            RosterView roster,
            ScopeService scope,
            UploadService uploads,
            QuestionSettings settings,
            Clock clock,
            AirclassSettings shared) {
        this.questions = questions;
        this.days = days;
        this.desks = desks;
        this.roster = roster;
        this.scope = scope;
        this.uploads = uploads;
        this.settings = settings;
        this.clock = clock;
        this.zone = shared.timeZone();
    }

    Mono<Stored<Question>> ask(Caller caller, NewQuestion asked, IdempotencyKey key) {
        var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return asker(caller, Optional.ofNullable(asked.childId()), at)
                .flatMap(asker -> withFiles(caller, asked.fileIds(), UploadRules::isPicture, pictures -> days.take(
                                caller.personId(), asker.day(), key.id(), settings.perDayMax(), at)
                        .then(Mono.defer(
                                () -> created(key, QuestionRules.ask(key.id(), matter(asked, pictures), asker, at))))));
    }

    private Mono<Stored<Question>> created(IdempotencyKey key, Decision<Question> decision) {
        return switch (decision) {
            case Decision.Accepted<Question> first ->
                questions.create(key.id(), key.requestHash(), first.next(), first.events());
            case Decision.Unchanged<Question> _ -> Mono.empty();
            case Decision.Rejected<Question>(Rejection rejection) -> Refused.mono(rejection);
        };
    }

    private Mono<Asker> asker(Caller caller, Optional<String> childId, Instant at) {
        return student(caller, childId).flatMap(studentId -> roster.classesOf(studentId)
                .map(classes -> classes.stream()
                        .filter(each -> each.hasStudent(studentId))
                        .findFirst())
                .flatMap(Mono::justOrEmpty)
                .switchIfEmpty(Refused.mono(Rejection.ruleBroken("not-in-a-class")))
                .flatMap(schoolClass -> asker(caller, studentId, schoolClass, at)));
    }

    private Mono<Asker> asker(Caller caller, String studentId, SchoolClass schoolClass, Instant at) {
        var within = schoolClass.schoolWithin();
        return desks.region(within)
                .map(region -> new Asker(
                        studentId,
                        caller.personId(),
                        schoolClass.schoolId(),
                        within,
                        region,
                        at.atZone(zone).toLocalDate().toString()));
    }

    private Mono<String> student(Caller caller, Optional<String> childId) {
        if (childId.isEmpty()) {
            return caller.hasSomewhere(Role.STUDENT)
                    ? Mono.just(caller.personId())
                    : Refused.mono(
                            caller.hasSomewhere(Role.GUARDIAN)
                                    ? Rejection.invalid("child-not-named")
                                    : Rejection.forbidden("forbidden"));
        }
        return roster.person(childId.get())
                .filter(child -> caller.hasSomewhere(Role.GUARDIAN) && child.isGuardedBy(caller.personId()))
                .map(Person::id)
                .switchIfEmpty(Refused.mono(Rejection.notFound("child-not-found")));
    }

    private static Matter matter(NewQuestion asked, List<Attachment> pictures) {
        return new Matter(asked.stage(), asked.subject().strip(), asked.text().strip(), pictures, asked.keptPrivate());
    }

    /** Makes something of the caller's own files; refused with {@code attachment-type} where one is of another type. */
    <T> Mono<T> withFiles(
            Caller caller, List<String> ids, Predicate<String> type, Function<List<Attachment>, Mono<T>> command) {
        return uploads.with(
                caller,
                ids,
                found -> found.stream().map(Upload::type).allMatch(type)
                        ? command.apply(found.stream().map(Attachment::of).toList())
                        : Refused.mono(Rejection.ruleBroken("attachment-type")));
    }

    /** Who somebody is to a question. */
    record Seen(Stored<Question> question, boolean own, boolean atDesk, boolean reviews) {}

    /** The question; refused with {@code question-not-found} where there is none or the caller may not see it. */
    Mono<Seen> see(Caller caller, String id) {
        return questions
                .find(id)
                .flatMap(stored -> Mono.zip(isOwn(caller, stored.value()), desks.of(caller), scope.reached(caller))
                        .map(known -> new Seen(
                                stored,
                                known.getT1(),
                                QuestionRules.lies(stored.value(), known.getT2()),
                                QuestionRules.mayReview(caller, stored.value())))
                        .filterWhen(seen -> seen.own() || seen.atDesk() || seen.reviews()
                                ? Mono.just(true)
                                : scope.reached(caller)
                                        .map(reached -> QuestionRules.isShownTo(stored.value(), reached))))
                .switchIfEmpty(Refused.mono(Rejection.notFound("question-not-found")));
    }

    private Mono<Boolean> isOwn(Caller caller, Question question) {
        var studentId = question.asker().studentId();
        return caller.is(studentId)
                ? Mono.just(true)
                : caller.hasSomewhere(Role.GUARDIAN)
                        ? roster.person(studentId)
                                .map(child -> child.isGuardedBy(caller.personId()))
                                .defaultIfEmpty(false)
                        : Mono.just(false);
    }

    private Mono<Seen> own(Caller caller, String id) {
        return see(caller, id)
                .flatMap(seen -> seen.own() ? Mono.just(seen) : Refused.mono(Rejection.forbidden("forbidden")));
    }

    Mono<Stored<Question>> revise(Caller caller, String id, long version, NewQuestion asked) {
        var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return own(caller, id)
                .flatMap(_ -> withFiles(
                        caller,
                        asked.fileIds(),
                        UploadRules::isPicture,
                        pictures -> questions.change(
                                id,
                                Optional.of(version),
                                current -> QuestionRules.revise(current, matter(asked, pictures), at))));
    }

    Mono<Stored<Question>> keepPrivate(Caller caller, String id, boolean keptPrivate) {
        return own(caller, id)
                .flatMap(_ -> questions.change(
                        id, Optional.empty(), current -> QuestionRules.keepPrivate(current.value(), keptPrivate)));
    }

    Mono<Stored<Question>> hide(Caller caller, String id, boolean hidden) {
        return see(caller, id)
                .flatMap(seen -> seen.reviews()
                        ? questions.change(
                                id,
                                Optional.empty(),
                                current -> QuestionRules.hide(current.value(), caller.personId(), hidden))
                        : Refused.mono(Rejection.forbidden("forbidden")));
    }

    /** The caller's, and those of the caller's children. */
    Mono<Page<Stored<Question>>> own(Caller caller, PageRequest request) {
        var children = caller.hasSomewhere(Role.GUARDIAN)
                ? roster.childrenOf(caller.personId()).defaultIfEmpty(List.of())
                : Mono.just(List.<Person>of());
        return children.flatMap(found -> questions.ofStudents(
                Stream.concat(Stream.of(caller.personId()), found.stream().map(Person::id))
                        .toList(),
                request));
    }
}
