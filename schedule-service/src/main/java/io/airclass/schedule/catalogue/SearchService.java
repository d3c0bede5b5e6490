package io.airclass.schedule.catalogue;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.catalogue.Resource.Approved;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds what is offered to a caller, the latest first. A choice of facets is one key of one index. What no index has, text together
 * with facets, is looked for among candidates, a stated number of them at most for one page: the page may be short, and its cursor
 * goes on.
 */
@Service
class SearchService {
    static final int TEXT_CHARS_MAX = 40;
    static final int TERMS_MAX = 8;
    /** So many are looked at for one page. */
    static final int CANDIDATES_MAX = 1_000;

    private static final int WINDOW = 250;
    /** How far the candidates of each term are counted, to begin with the fewest. */
    private static final int PEEK_MAX = 200;

    private final ResourceRepository resources;
    private final ShelfService shelves;
    private final ScopeService scope;
    private final Clock clock;

    SearchService(ResourceRepository resources, ShelfService shelves, ScopeService scope, Clock clock) {
        this.resources = resources;
        this.shelves = shelves;
        this.scope = scope;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param text empty where none is given
     * @param grade for whom; 0 where nobody is named
     */
    record Question(Facets chosen, String text, int grade) {
        boolean byFacetsOnly() {
            return text.isEmpty() && grade == 0;
        }
    }

    /** @param counts on the first page only */
    record Answer(Page<Stored<Resource>> page, Optional<Counts> counts) {}

    Mono<Answer> search(Caller caller, Question question, PageRequest page) {
        return Mono.defer(() -> {
            var terms = terms(question.text());
            return scope.reached(caller)
                    .flatMap(orgIds -> question.byFacetsOnly()
                            ? byFacets(orgIds, question.chosen(), page)
                            : amongCandidates(orgIds, question, terms, page));
        });
    }

    private static List<String> terms(String text) {
        if (text.codePointCount(0, text.length()) > TEXT_CHARS_MAX) {
            throw new Refused(Rejection.invalid("search-text-too-long").with("charsMax", TEXT_CHARS_MAX));
        }
        var terms = Terms.asked(text);
        if (terms.isEmpty() && !text.isEmpty()) {
            throw new Refused(Rejection.invalid("search-text-empty"));
        }
        return terms.subList(0, Math.min(terms.size(), TERMS_MAX));
    }

    private Mono<Answer> byFacets(List<String> orgIds, Facets chosen, PageRequest page) {
        var at = clock.instant();
        var found = resources
                .byKeys(keys(orgIds, chosen), page)
                .map(read -> new Page<>(
                        read.items().stream()
                                .filter(stored -> ResourceRules.isOffered(stored.value(), at))
                                .toList(),
                        read.cursor()));
        return page.isFirst()
                ? found.zipWith(
                        shelves.of(orgIds),
                        (read, all) -> new Answer(read, Optional.of(ShelfRules.counts(all, chosen))))
                : found.map(read -> new Answer(read, Optional.empty()));
    }

    private static List<String> keys(List<String> orgIds, Facets chosen) {
        return orgIds.stream().map(orgId -> ListingRules.key(orgId, chosen)).toList();
    }

    private Mono<Answer> amongCandidates(List<String> orgIds, Question question, List<String> terms, PageRequest page) {
        boolean counting = page.isFirst();
        return candidates(orgIds, question, terms)
                .flatMap(by -> step(
                        by,
                        question,
                        terms,
                        ResourceRepository.window(page, WINDOW),
                        page.limit(),
                        counting,
                        Walk.BEGINNING))
                .map(walk -> answer(walk, question, page, counting));
    }

    /** Where candidates come from, a window at a time. */
    private interface Candidates {
        Mono<Page<Stored<Resource>>> read(PageRequest window);
    }

    /** Those with the facets where they are few, else those with the rarest of the terms. */
    private Mono<Candidates> candidates(List<String> orgIds, Question question, List<String> terms) {
        Candidates withFacets = window -> resources.byKeys(keys(orgIds, question.chosen()), window);
        if (terms.isEmpty()) {
            return Mono.just(withFacets);
        }
        return shelves.of(orgIds)
                .map(all -> ShelfRules.total(all, question.chosen()))
                .flatMap(total -> !question.chosen().equals(Facets.ANY) && total <= PEEK_MAX
                        ? Mono.just(withFacets)
                        : rarest(orgIds, terms).map(term -> window -> resources.byTerm(term, orgIds, window)));
    }

    private Mono<String> rarest(List<String> orgIds, List<String> terms) {
        record Weighed(String term, long count) {}
        return Flux.fromIterable(terms)
                .concatMap(term -> resources.withTerm(term, orgIds, PEEK_MAX).map(count -> new Weighed(term, count)))
                .takeUntil(weighed -> weighed.count() == 0)
                .collectList()
                .map(all -> all.stream()
                        .min(Comparator.comparingLong(Weighed::count))
                        .orElseThrow()
                        .term());
    }

    private Mono<Walk> step(
            Candidates by,
            Question question,
            List<String> terms,
            PageRequest window,
            int limit,
            boolean counting,
            Walk soFar) {
        var at = clock.instant();
        return by.read(window).flatMap(read -> {
            var matching = read.items().stream()
                    .filter(stored -> matches(stored.value(), question, terms, at))
                    .toList();
            var now = soFar.and(read.items(), matching, limit, read.cursor() == null);
            boolean over = now.complete()
                    || now.examined() + WINDOW > CANDIDATES_MAX
                    || !counting && now.found().size() > limit;
            return over
                    ? Mono.just(now)
                    : step(by, question, terms, ResourceRepository.window(read.cursor(), WINDOW), limit, counting, now);
        });
    }

    private static boolean matches(Resource resource, Question question, List<String> terms, Instant at) {
        return ResourceRules.isOffered(resource, at)
                && question.chosen().matches(Facets.of(resource.item()))
                && isFor(question.grade(), resource.item())
                && ((Approved) resource).listing().terms().containsAll(terms);
    }

    private static boolean isFor(int grade, Item item) {
        return grade == 0 || item.grades().isEmpty() || item.grades().contains(grade);
    }

    private static Answer answer(Walk walk, Question question, PageRequest page, boolean counting) {
        boolean more = walk.found().size() > page.limit();
        var items = more ? walk.found().subList(0, page.limit()) : walk.found();
        String cursor = null;
        if (more) {
            cursor = ResourceRepository.cursorAfter(items.getLast());
        } else if (!walk.complete()) {
            cursor = ResourceRepository.cursorAfter(walk.last());
        }
        var counts =
                counting ? Optional.of(ShelfRules.counts(walk.facets(), walk.complete())) : Optional.<Counts>empty();
        return new Answer(new Page<>(items, cursor), counts);
    }
}
