package io.airclass.schedule.question;

import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.catalogue.ScopeService;
import io.airclass.schedule.catalogue.Terms;
import io.airclass.schedule.question.Question.Answered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds what was answered in the caller's regions, the latest first. Without text that is one key of one index. With text, what the rarest of
 * its words finds is looked through, a stated number at most for one page: the page may be short, and its cursor goes on.
 */
@Service
class BrowseService {
    static final int TEXT_CHARS_MAX = 40;
    /** A single character is in too much to be looked for. */
    static final int WORD_CHARS_MIN = 2;

    static final int WORDS_MAX = 4;
    /** So many are looked at for one page. */
    static final int CANDIDATES_MAX = 1_000;

    private static final int WINDOW = 250;
    /** How far what each word finds is counted, to begin with the fewest. */
    private static final int PEEK_MAX = 200;

    private final QuestionRepository questions;
    private final ScopeService scope;

    BrowseService(QuestionRepository questions, ScopeService scope) {
        this.questions = questions;
        this.scope = scope;
    }

    Mono<Page<Stored<Question>>> browse(Caller caller, Stage stage, String subject, String text, PageRequest page) {
        if (text.codePointCount(0, text.length()) > TEXT_CHARS_MAX) {
            return Refused.mono(Rejection.invalid("search-text-too-long").with("charsMax", TEXT_CHARS_MAX));
        }
        var words = Terms.asked(text);
        if (words.isEmpty() && !text.isEmpty()) {
            return Refused.mono(Rejection.invalid("search-text-empty"));
        }
        var longEnough = words.stream()
                .filter(word -> word.codePointCount(0, word.length()) >= WORD_CHARS_MIN)
                .limit(WORDS_MAX)
                .toList();
        if (longEnough.isEmpty() && !words.isEmpty()) {
            return Refused.mono(Rejection.invalid("search-text-too-short").with("charsMin", WORD_CHARS_MIN));
        }
        return scope.reached(caller).flatMap(regions -> {
            var keys = regions.stream()
                    .map(region -> QuestionRules.key(region, stage, subject))
                    .toList();
            return longEnough.isEmpty()
                    ? questions.shown(keys, page)
                    : among(new Wanted(keys, inRegions(longEnough, regions)), page);
        });
    }

    private static List<List<String>> inRegions(List<String> words, List<String> regions) {
        return words.stream()
                .map(word -> regions.stream()
                        .map(region -> QuestionRules.term(region, word))
                        .toList())
                .toList();
    }

    /**
     * What is looked for.
     *
     * @param keys one of which it is shown under
     * @param words each as it is in every region; one of each is in it
     */
    private record Wanted(List<String> keys, List<List<String>> words) {
        boolean is(Question question) {
            return question instanceof Answered answered
                    && answered.shown() != null
                    && answered.shown().keys().stream().anyMatch(keys::contains)
                    && words.stream()
                            .allMatch(word -> answered.shown().terms().stream().anyMatch(word::contains));
        }
    }

    /**
     * A search on its way.
     *
     * @param cursor where the candidates go on; null at their end
     * @param examined how many were looked at
     */
    private record Walk(List<Stored<Question>> found, String cursor, int examined) {}

    private Mono<Page<Stored<Question>>> among(Wanted wanted, PageRequest page) {
        return rarest(wanted.words())
                .flatMap(word -> step(
                        wanted,
                        word,
                        page.limit(),
                        new PageRequest(QuestionRepository.ANSWERED_AT, true, WINDOW, page.last()),
                        new Walk(List.of(), null, 0)))
                .map(walk -> {
                    boolean more = walk.found().size() > page.limit();
                    var items = more ? walk.found().subList(0, page.limit()) : walk.found();
                    return new Page<>(items, more ? QuestionRepository.cursorAfter(items.getLast()) : walk.cursor());
                });
    }

    private Mono<Walk> step(Wanted wanted, List<String> word, int limit, PageRequest window, Walk soFar) {
        return questions.withTerm(word, window).flatMap(read -> {
            var found = new ArrayList<>(soFar.found());
            read.items().stream()
                    .filter(stored -> wanted.is(stored.value()))
                    .limit(limit + 1L - found.size())
                    .forEach(found::add);
            var now = new Walk(
                    found, read.cursor(), soFar.examined() + read.items().size());
            boolean over = read.cursor() == null || found.size() > limit || now.examined() + WINDOW > CANDIDATES_MAX;
            return over
                    ? Mono.just(now)
                    : step(wanted, word, limit, QuestionRepository.window(read.cursor(), WINDOW), now);
        });
    }

    private Mono<List<String>> rarest(List<List<String>> words) {
        record Weighed(List<String> word, long count) {}
        return Flux.fromIterable(words)
                .concatMap(word -> questions.countWithTerm(word, PEEK_MAX).map(count -> new Weighed(word, count)))
                .takeUntil(weighed -> weighed.count() == 0)
                .collectList()
                .map(all -> all.stream()
                        .min(Comparator.comparingLong(Weighed::count))
                        .orElseThrow()
                        .word());
    }
}
