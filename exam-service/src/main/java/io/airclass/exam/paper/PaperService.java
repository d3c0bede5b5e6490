package io.airclass.exam.paper;

import io.airclass.exam.access.AccessRules;
import io.airclass.exam.bank.BankRepository;
import io.airclass.exam.bank.BankService;
import io.airclass.exam.bank.BankedQuestion;
import io.airclass.exam.paper.PaperRules.Wanted;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes papers and reads them. */
public final class PaperService {

    private final PaperRepository papers;
    private final BankRepository questions;
    private final BankService banks;
    private final Clock clock;

    public PaperService(PaperRepository papers, BankRepository questions, BankService banks, Clock clock) {
        this.papers = papers;
        this.questions = questions;
        this.banks = banks;
        this.clock = clock;
    }

    public Mono<Stored<Paper>> make(
            Caller caller,
            IdempotencyKey key,
            Optional<String> org,
            String title,
            String subject,
            List<Wanted> wanted) {
        return papers.repeated(key).switchIfEmpty(Mono.defer(() -> makeNew(caller, key, org, title, subject, wanted)));
    }

    private Mono<Stored<Paper>> makeNew(
            Caller caller,
            IdempotencyKey key,
            Optional<String> org,
            String title,
            String subject,
            List<Wanted> wanted) {
        return banks.keptOrg(caller, org)
                .flatMap(kept -> usable(caller, wanted)
                        .map(known -> PaperRules.make(
                                title, subject, kept, wanted, known, caller.personId(), clock.instant())))
                .flatMap(decision -> switch (decision) {
                    case Decision.Accepted<Paper>(var paper, var _) -> papers.create(key, paper);
                    case Decision.Unchanged<Paper>(var paper) -> papers.create(key, paper);
                    case Decision.Rejected<Paper>(var rejection) -> Refused.mono(rejection);
                });
    }

    /** The wanted questions that exist in banks which the caller sees. */
    private Mono<Map<String, BankedQuestion>> usable(Caller caller, List<Wanted> wanted) {
        var ids = wanted.stream().map(Wanted::questionId).distinct().toList();
        return questions.findAll(ids).collectList().flatMap(found -> seenOrgs(caller, found)
                .map(orgs -> found.stream()
                        .filter(question -> orgs.contains(question.value().org()))
                        .collect(Collectors.toMap(Stored::id, Stored::value))));
    }

    private Mono<List<String>> seenOrgs(Caller caller, List<Stored<BankedQuestion>> questions) {
        return Flux.fromStream(questions.stream().map(q -> q.value().org()).distinct())
                .filterWhen(org -> banks.within(org).map(within -> AccessRules.seesKeys(caller, within)))
                .collectList();
    }

    /** A paper that the caller may see with its keys. */
    public Mono<Stored<Paper>> read(Caller caller, String id) {
        return papers.find(id)
                .filterWhen(
                        paper -> banks.within(paper.value().org()).map(within -> AccessRules.seesKeys(caller, within)))
                .switchIfEmpty(Refused.mono(Rejection.notFound("paper-not-found")));
    }
}
