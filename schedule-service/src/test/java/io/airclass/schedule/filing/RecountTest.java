package io.airclass.schedule.filing;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.ids.Ids;
import io.airclass.testkit.Races;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;

/** What happens below a bundle is gathered, counted few times and never lost. */
class RecountTest extends FilingServiceTest {
    /** Where the replicas' own sweeps find nothing. */
    private static final Instant LATER =
            Instant.now().plus(Duration.ofDays(3_650)).truncatedTo(ChronoUnit.MILLIS);

    private static final int NEWS = 1_000;

    @Autowired
    RecountRepository recounts;

    @Autowired
    FollowService follow;

    private List<Recount> due(String id) {
        return recounts.due(LATER.plusSeconds(3_600), 1_000)
                .filter(one -> one.id().equals(id))
                .collectList()
                .block();
    }

    @Test
    void a_thousand_news_of_one_bundle_are_one_count() {
        var id = "call~" + Ids.next();
        Flux.range(0, NEWS)
                .flatMap(i -> recounts.mark(id, LATER.plusMillis(i)), 16)
                .blockLast();
        assertThat(due(id)).singleElement().satisfies(one -> assertThat(one.marks())
                .isEqualTo(NEWS));
    }

    @Test
    void of_many_replicas_one_counts_and_what_is_told_meanwhile_is_counted_again() {
        var id = "call~" + Ids.next();
        recounts.mark(id, LATER).block();
        var found = due(id).getFirst();
        var claimed = Races.of(
                        8,
                        i -> () ->
                                recounts.claim(found, LATER.plusSeconds(60 + i)).blockOptional())
                .stream()
                .flatMap(one -> one.stream())
                .toList();
        assertThat(claimed).hasSize(1);

        recounts.mark(id, LATER.plusSeconds(1)).block();
        recounts.counted(claimed.getFirst(), LATER.plusSeconds(2)).block();
        assertThat(due(id)).singleElement().satisfies(one -> {
            assertThat(one.dueAt()).isEqualTo(LATER.plusSeconds(2));
            assertThat(one.marks()).isEqualTo(2);
        });
        var again = recounts.claim(due(id).getFirst(), LATER.plusSeconds(600)).block();
        recounts.counted(claimed.getFirst(), LATER.plusSeconds(3)).block();
        assertThat(due(id)).as("the first one's lease is over").containsExactly(again);
        recounts.counted(again, LATER.plusSeconds(3)).block();
        assertThat(due(id)).isEmpty();
    }

    @Test
    void nothing_is_lost_when_news_come_while_it_is_counted() {
        var id = "call~" + Ids.next();
        var facts = new AtomicLong();
        var seen = new AtomicLong();
        var counts = new AtomicInteger();
        Races.of(12, number -> (Callable<Boolean>) () -> {
            for (int i = 0; i < 40; i++) {
                if (number < 8) {
                    facts.incrementAndGet();
                    recounts.mark(id, LATER).block();
                } else {
                    countWhatIsDue(id, facts, seen, counts, number * 1_000L + i);
                }
            }
            return true;
        });
        while (!due(id).isEmpty()) {
            countWhatIsDue(id, facts, seen, counts, counts.get());
        }
        assertThat(seen.get()).isEqualTo(facts.get());
        assertThat(counts.get()).isLessThan((int) facts.get());
    }

    private void countWhatIsDue(String id, AtomicLong facts, AtomicLong seen, AtomicInteger counts, long lease) {
        due(id).forEach(found -> recounts.claim(found, LATER.plusMillis(1 + lease))
                .doOnNext(_ -> {
                    counts.incrementAndGet();
                    seen.accumulateAndGet(facts.get(), Math::max);
                })
                .flatMap(claimed -> recounts.counted(claimed, LATER))
                .block());
    }
}
