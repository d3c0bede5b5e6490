package io.airclass.kit.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What is held of what was read. */
class HeldTest {
    private final List<String> reads = new ArrayList<>();

    private List<Integer> get(Held<List<Integer>> held, String id, int size) {
        return held.get(id, asked -> {
                    reads.add(asked);
                    return Mono.just(IntStream.range(0, size).boxed().toList());
                })
                .block();
    }

    @Test
    void what_is_heavy_takes_the_place_of_many() {
        var held = new Held<List<Integer>>(100, list -> 1 + list.size(), Duration.ofHours(1), Ticker.disabledTicker());
        Awaitility.await().untilAsserted(() -> {
            IntStream.range(0, 20).forEach(i -> get(held, "课表" + i, 49));
            reads.clear();
            IntStream.range(0, 20).forEach(i -> get(held, "课表" + i, 49));
            assertThat(reads).hasSizeGreaterThanOrEqualTo(18);
        });
    }

    @Test
    void what_is_forgotten_by_its_beginning_is_read_anew_and_the_others_are_not() {
        var held = new Held<List<Integer>>(100, list -> 1 + list.size(), Duration.ofHours(1), Ticker.disabledTicker());
        List.of("兴义/1", "兴义/2", "安龙/1").forEach(id -> get(held, id, 1));

        held.forgetAll(id -> id.startsWith("兴义/"));
        List.of("兴义/1", "兴义/2", "安龙/1").forEach(id -> get(held, id, 1));

        assertThat(reads).containsExactly("兴义/1", "兴义/2", "安龙/1", "兴义/1", "兴义/2");
    }
}
