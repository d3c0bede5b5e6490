package io.airclass.exam.exams;

import io.airclass.contracts.PublishedEvent;
import io.airclass.exam.access.AccessRules;
import io.airclass.exam.exams.ExamRules.Opening;
import io.airclass.exam.figures.ExamFigures;
import io.airclass.exam.paper.PaperService;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Opens exams and reads them. */
public final class ExamService {

    private final ExamRepository exams;
    private final PaperService papers;
    private final RosterView roster;
    private final ExamFigures figures;
    private final Clock clock;

    public ExamService(ExamRepository exams, PaperService papers, RosterView roster, ExamFigures figures, Clock clock) {
        this.exams = exams;
        this.papers = papers;
        this.roster = roster;
        this.figures = figures;
        this.clock = clock;
    }

    /** An exam that the caller may see, with its class. */
    public record Seen(Stored<Exam> exam, SchoolClass schoolClass) {}

    public Mono<Stored<Exam>> open(Caller caller, IdempotencyKey key, String classId, String paperId, Opening wanted) {
        return exams.repeated(key).switchIfEmpty(Mono.defer(() -> openNew(caller, key, classId, paperId, wanted)));
    }

    private Mono<Stored<Exam>> openNew(
            Caller caller, IdempotencyKey key, String classId, String paperId, Opening wanted) {
        return classToOpenFor(caller, classId)
                .flatMap(schoolClass -> Mono.zip(papers.read(caller, paperId), roster.countyOf(schoolClass.within()))
                        .map(found -> ExamRules.open(
                                key.id(),
                                paperId,
                                found.getT1().value(),
                                schoolClass,
                                found.getT2(),
                                wanted,
                                caller.personId(),
                                clock.instant())))
                .flatMap(decision -> switch (decision) {
                    case Decision.Accepted<Exam>(var exam, var events) -> create(key, exam, events);
                    case Decision.Unchanged<Exam>(var exam) -> create(key, exam, List.of());
                    case Decision.Rejected<Exam>(var rejection) -> Refused.mono(rejection);
                });
    }

    private Mono<Stored<Exam>> create(IdempotencyKey key, Exam exam, List<PublishedEvent> events) {
        return exams.create(key, exam, events).doOnNext(stored -> {
            if (stored.value() == exam) {
                figures.examOpened(exam.place());
            }
        });
    }

    private Mono<SchoolClass> classToOpenFor(Caller caller, String classId) {
        return roster.schoolClass(classId)
                .filterWhen(schoolClass -> sees(caller, schoolClass))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")))
                .flatMap(schoolClass -> AccessRules.opensExams(caller, schoolClass)
                        ? Mono.just(schoolClass)
                        : Refused.mono(Rejection.forbidden("opens-no-exam")));
    }

    public Mono<Seen> read(Caller caller, String id) {
        return exams.find(id)
                .flatMap(exam -> roster.schoolClass(exam.value().classId())
                        .filterWhen(schoolClass -> sees(caller, schoolClass))
                        .map(schoolClass -> new Seen(exam, schoolClass)))
                .switchIfEmpty(Refused.mono(Rejection.notFound("exam-not-found")));
    }

    private Mono<Boolean> sees(Caller caller, SchoolClass schoolClass) {
        return AccessRules.seesExams(caller, schoolClass)
                ? Mono.just(true)
                : roster.childrenOf(caller.personId())
                        .map(children -> children.stream().map(Person::id).anyMatch(schoolClass::hasStudent));
    }

    /** The exams of the classes that the caller, or a child of the caller, belongs to. */
    public Mono<Page<Stored<Exam>>> mine(Caller caller, Integer limit, String cursor) {
        return Mono.zip(roster.classesOf(caller.personId()), roster.childrenOf(caller.personId()))
                .map(found -> Stream.concat(
                                found.getT1().stream().map(SchoolClass::id),
                                found.getT2().stream().flatMap(child -> child.classIds().stream()))
                        .distinct()
                        .toList())
                .flatMap(classIds -> exams.page(classIds, limit, cursor));
    }
}
