package io.airclass.kit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

class BatcherTest {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<List<Integer>> written = new CopyOnWriteArrayList<>();
    private final List<Sinks.Empty<Void>> writes = new ArrayList<>();
    private final List<Object> heard = new CopyOnWriteArrayList<>();
    private final Batcher<Integer> batcher =
            new Batcher<>(new Batcher.Limits(3, Duration.ofMillis(20), 8, 2), this::write, BatcherTest::full, time);

    private Mono<Void> write(List<Integer> things) {
        written.add(List.copyOf(things));
        var done = Sinks.<Void>empty();
        writes.add(done);
        return done.asMono();
    }

    private static Rejection full() {
        return Rejection.unavailable("service-unavailable", Duration.ofSeconds(1));
    }

    @AfterEach
    void time_ends() {
        time.dispose();
    }

    private void add(int thing) {
        batcher.add(thing).subscribe(_ -> {}, heard::add, () -> heard.add(thing));
    }

    private void add(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(this::add);
    }

    @Test
    void nobody_hears_before_the_write_is_done() {
        add(1, 2);
        assertThat(written).isEmpty();

        time.advanceTimeBy(Duration.ofMillis(19));
        assertThat(written).isEmpty();
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(written).containsExactly(List.of(1, 2));
        assertThat(heard).isEmpty();
        assertThat(batcher.waiting()).isEqualTo(2);

        writes.getFirst().tryEmitEmpty();
        assertThat(heard).containsExactly(1, 2);
        assertThat(batcher.waiting()).isZero();
    }

    @Test
    void a_full_batch_does_not_wait() {
        add(1, 3);

        assertThat(written).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void while_enough_writes_are_under_way_the_next_batch_grows() {
        add(1, 6);
        add(7);
        time.advanceTimeBy(Duration.ofMillis(50));
        add(8);
        assertThat(written).containsExactly(List.of(1, 2, 3), List.of(4, 5, 6));

        writes.get(1).tryEmitEmpty();
        assertThat(written).last().isEqualTo(List.of(7, 8));
    }

    @Test
    void one_more_than_may_wait_is_refused_and_later_there_is_room() {
        add(1, 9);

        assertThat(heard).singleElement().isInstanceOf(Refused.class);
        writes.getFirst().tryEmitEmpty();
        add(10);
        time.advanceTimeBy(Duration.ofMillis(50));
        writes.get(1).tryEmitEmpty();
        assertThat(written).last().isEqualTo(List.of(7, 8, 10));
    }

    @Test
    void a_write_that_fails_is_told_to_all_of_it_and_to_nobody_else() {
        add(1, 4);
        writes.getFirst().tryEmitError(new IllegalStateException("the database is away"));
        time.advanceTimeBy(Duration.ofMillis(50));
        writes.get(1).tryEmitEmpty();

        assertThat(heard).hasSize(4).last().isEqualTo(4);
        assertThat(heard.subList(0, 3)).allMatch(IllegalStateException.class::isInstance);
        assertThat(batcher.waiting()).isZero();
    }

    @Test
    void a_write_that_cannot_even_begin_is_a_failure_like_any_other() {
        var broken = new Batcher<Integer>(
                new Batcher.Limits(1, Duration.ofMillis(20), 8, 2),
                _ -> {
                    throw new IllegalArgumentException("not to be written");
                },
                BatcherTest::full,
                time);

        assertThatThrownBy(() -> broken.add(1).block()).isInstanceOf(IllegalArgumentException.class);
        assertThat(broken.waiting()).isZero();
    }

    @Test
    void who_gives_up_waiting_does_not_hold_up_the_others() {
        batcher.add(1).subscribe().dispose();
        add(2);
        time.advanceTimeBy(Duration.ofMillis(20));
        writes.getFirst().tryEmitEmpty();

        assertThat(written).containsExactly(List.of(1, 2));
        assertThat(heard).containsExactly(2);
    }

    @Test
    void from_many_threads_everything_is_written_once() {
        var all = new ConcurrentLinkedQueue<Integer>();
        var real = new Batcher<Integer>(
                new Batcher.Limits(50, Duration.ofMillis(1), 20_000, 3),
                things -> Mono.fromRunnable(() -> all.addAll(things))
                        .subscribeOn(Schedulers.parallel())
                        .then(),
                BatcherTest::full,
                Schedulers.parallel());

        Flux.range(0, 10_000)
                .flatMap(thing -> real.add(thing).subscribeOn(Schedulers.boundedElastic()), 256)
                .blockLast(Duration.ofSeconds(30));

        assertThat(all).hasSize(10_000).doesNotHaveDuplicates();
        assertThat(real.waiting()).isZero();
    }
}
