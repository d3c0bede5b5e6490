package io.airclass.exam.bank;

import io.airclass.exam.bank.gift.Gift;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.PlaceCounter;
import io.airclass.rosterview.RosterView;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/** Imports questions and reads banks. */
public final class BankService {

    private final BankRepository questions;
    private final RosterView roster;
    private final PlaceCounter counter;
    private final Scheduler blocking;
    private final Clock clock;
    private final JsonMapper json;

    public BankService(
            BankRepository questions,
            RosterView roster,
            PlaceCounter counter,
            Scheduler blocking,
            Clock clock,
            JsonMapper json) {
        this.questions = questions;
        this.roster = roster;
        this.counter = counter;
        this.blocking = blocking;
        this.clock = clock;
        this.json = json;
    }

    /** Reads a GIFT file into a bank. The ids come from the content, so that the same file twice makes nothing new. */
    public Mono<ImportReport> importGift(Caller caller, Optional<String> org, String bank, byte[] file) {
        return shelf(caller, org, bank).flatMap(shelf -> within(shelf.org()).flatMap(within -> {
            var refusal = BankRules.mayKeep(caller, within);
            return refusal.isPresent()
                    ? Refused.mono(refusal.get())
                    : Mono.fromCallable(() -> read(file))
                            .subscribeOn(blocking)
                            .flatMap(read -> keep(caller, shelf, read))
                            .flatMap(report -> counter.count("airclass.questions.imported", within, report.imported())
                                    .thenReturn(report));
        }));
    }

    /** The organisation that the caller means and may keep banks of. */
    public Mono<String> keptOrg(Caller caller, Optional<String> named) {
        return decided(BankRules.org(caller, named)).flatMap(org -> within(org).flatMap(within -> {
            var refusal = BankRules.mayKeep(caller, within);
            return refusal.isPresent() ? Refused.mono(refusal.get()) : Mono.just(org);
        }));
    }

    public Mono<Page<Stored<BankedQuestion>>> page(
            Caller caller, Optional<String> org, String bank, Integer limit, String cursor) {
        return shelf(caller, org, bank).flatMap(shelf -> within(shelf.org()).flatMap(within -> {
            var refusal = BankRules.maySee(caller, within);
            return refusal.isPresent() ? Refused.mono(refusal.get()) : questions.page(shelf, limit, cursor);
        }));
    }

    /** An organisation and all above it; one that the roster has not told of yet stands alone. */
    public Mono<List<String>> within(String org) {
        return roster.org(org).map(Org::within).defaultIfEmpty(List.of(org));
    }

    private Mono<Shelf> shelf(Caller caller, Optional<String> named, String bank) {
        var malformed = BankRules.name(bank);
        return malformed.isPresent()
                ? Refused.mono(malformed.get())
                : decided(BankRules.org(caller, named)).map(org -> new Shelf(org, bank));
    }

    private static Mono<String> decided(Decision<String> decision) {
        return switch (decision) {
            case Decision.Accepted<String>(var org, var _) -> Mono.just(org);
            case Decision.Unchanged<String>(var org) -> Mono.just(org);
            case Decision.Rejected<String>(var rejection) -> Refused.mono(rejection);
        };
    }

    private record Read(String encoding, ImportReading reading) {}

    private static Read read(byte[] file) {
        var text = TextFile.read(file).orElseThrow(() -> new Refused(Rejection.ruleBroken("encoding-unknown")));
        var reading = Gift.read(text.text());
        BankRules.size(reading).ifPresent(refusal -> {
            throw new Refused(refusal);
        });
        return new Read(text.encoding(), reading);
    }

    private Mono<ImportReport> keep(Caller caller, Shelf shelf, Read read) {
        var at = clock.instant();
        var byId = new LinkedHashMap<String, BankedQuestion>();
        var lines = read.reading().questions().stream()
                .map(found -> {
                    var id = id(shelf, found.question());
                    byId.putIfAbsent(
                            id,
                            new BankedQuestion(
                                    shelf.org(), shelf.bank(), Ids.next(), caller.personId(), at, found.question()));
                    return new ImportReport.Line(
                            found.line(),
                            id,
                            QuestionView.kind(found.question()),
                            found.question().about().title());
                })
                .toList();
        return questions.add(byId).map(added -> report(shelf, read, lines, byId.size() - added));
    }

    private String id(Shelf shelf, Question question) {
        var content = Ids.sha256Hex(json.writeValueAsBytes(question));
        return Ids.from(
                "question", shelf.org(), shelf.bank(), question.getClass().getSimpleName(), content);
    }

    private static ImportReport report(Shelf shelf, Read read, List<ImportReport.Line> lines, int alreadyThere) {
        var reading = read.reading();
        var notices = reading.remarks().stream()
                .filter(remark -> remark.severity() == Remark.Severity.NOTICE)
                .toList();
        return new ImportReport(
                shelf,
                read.encoding(),
                lines.size(),
                alreadyThere,
                reading.comments(),
                lines,
                reading.categories(),
                reading.problems(),
                notices);
    }
}
