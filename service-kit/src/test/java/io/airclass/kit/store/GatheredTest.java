package io.airclass.kit.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonInvalidOperationException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class GatheredTest {
    private final List<List<String>> asked = new ArrayList<>();
    private final List<Sinks.One<Map<String, String>>> reads = new ArrayList<>();
    private final List<Object> heard = new ArrayList<>();
    private final Gathered<String> gathered = new Gathered<>(ids -> {
        asked.add(ids);
        var read = Sinks.<Map<String, String>>one();
        reads.add(read);
        return read.asMono();
    });

    private void get(String id) {
        gathered.get(id).subscribe(heard::add, heard::add, () -> {});
    }

    private void answer(int read) {
        reads.get(read).tryEmitValue(asked.get(read).stream().collect(Collectors.toMap(id -> id, id -> "小" + id)));
    }

    @Test
    void who_asks_alone_waits_for_nobody() {
        get("明");

        assertThat(asked).containsExactly(List.of("明"));
        answer(0);
        assertThat(heard).containsExactly("小明");
    }

    @Test
    void while_two_reads_are_under_way_the_others_wait_for_one_that_has_all_of_theirs() {
        List.of("明", "红", "满", "军", "满").forEach(this::get);
        assertThat(asked).containsExactly(List.of("明"), List.of("红"));

        answer(1);
        assertThat(asked).hasSize(3).last().isEqualTo(List.of("满", "军"));
        answer(2);
        answer(0);
        assertThat(heard).containsExactly("小红", "小满", "小满", "小军", "小明");
    }

    @Test
    void a_read_that_began_before_is_not_what_somebody_gets() {
        get("明");
        get("明");
        get("明");

        assertThat(asked).containsExactly(List.of("明"), List.of("明"));
        answer(0);
        assertThat(asked).hasSize(3);
    }

    @Test
    void what_is_not_there_is_empty() {
        var ended = new ArrayList<String>();
        gathered.get("明").subscribe(heard::add, heard::add, () -> ended.add("明"));
        reads.getFirst().tryEmitValue(Map.of());
        gathered.get("红").subscribe(heard::add, heard::add, () -> ended.add("红"));
        reads.getLast().tryEmitEmpty();

        assertThat(ended).containsExactly("明", "红");
        assertThat(heard).isEmpty();
    }

    @Test
    void a_database_that_fails_fails_those_whose_things_were_in_the_read_and_no_others() {
        List.of("明", "红", "满", "军").forEach(this::get);
        var broken = new MongoTimeoutException("断了");

        reads.get(0).tryEmitError(broken);
        reads.get(2).tryEmitError(broken);
        answer(1);
        get("明");
        answer(3);

        assertThat(heard).containsExactly(broken, broken, broken, "小红", "小明");
    }

    @Test
    void what_cannot_be_read_fails_whoever_asked_for_it_and_none_of_all_who_asked_at_the_same_time() {
        var unreadable = new BsonInvalidOperationException("坏了");
        var begun = Sinks.<Map<String, String>>one();
        var many = new Gathered<String>(ids -> {
            asked.add(ids);
            return asked.size() <= Gathered.AT_ONCE_MAX
                    ? begun.asMono()
                    : ids.contains("坏的")
                            ? Mono.error(unreadable)
                            : Mono.just(ids.stream().collect(Collectors.toMap(id -> id, id -> "小" + id)));
        });
        var told = new HashMap<String, Object>();
        Stream.concat(
                        Stream.of("明", "红", "坏的"),
                        IntStream.range(0, Gathered.IDS_MAX - 1).mapToObj(i -> "学生" + i))
                .forEach(id ->
                        many.get(id).subscribe(found -> told.put(id, found), thrown -> told.put(id, thrown), () -> {}));

        begun.tryEmitValue(Map.of());

        assertThat(told).hasSize(Gathered.IDS_MAX).containsEntry("坏的", unreadable);
        assertThat(told.values()).filteredOn(String.class::isInstance).hasSize(Gathered.IDS_MAX - 1);
        assertThat(asked).as("halves of halves of 500").hasSizeLessThan(25);
        many.get("又来").subscribe(found -> told.put("又来", found));
        assertThat(told).containsEntry("又来", "小又来");
    }

    @Test
    void more_than_one_read_takes_are_read_by_several() {
        get("明");
        get("红");
        IntStream.range(0, Gathered.IDS_MAX + 1).forEach(i -> get("学生" + i));

        answer(0);
        answer(2);
        answer(1);
        answer(3);

        assertThat(asked).extracting(List::size).containsExactly(1, 1, Gathered.IDS_MAX, 1);
        assertThat(heard).hasSize(Gathered.IDS_MAX + 3);
    }

    @Test
    void many_threads_each_get_what_they_asked_for() throws InterruptedException {
        int askers = 2_000;
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        var shared = new Gathered<String>(ids -> Mono.fromCallable(() -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    return ids.stream().collect(Collectors.toMap(id -> id, id -> id));
                })
                .doOnNext(_ -> atOnce.decrementAndGet())
                .subscribeOn(Schedulers.parallel()));
        var right = new AtomicInteger();
        var done = new CountDownLatch(askers);
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < askers; i++) {
                String id = "学生" + i % 100;
                threads.execute(() -> shared.get(id)
                        .doFinally(_ -> done.countDown())
                        .subscribe(found -> right.addAndGet(found.equals(id) ? 1 : 0)));
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(right).hasValue(askers);
        assertThat(most.get()).isBetween(1, Gathered.AT_ONCE_MAX);
    }

    @Test
    void an_answer_that_asks_again_is_read_with_the_others_that_do() {
        Flux.just("明", "红", "满", "军")
                .flatMap(id -> gathered.get(id).flatMap(gathered::get))
                .subscribe(heard::add);
        answer(0);
        answer(1);
        assertThat(asked).hasSize(4);
        assertThat(asked.get(2)).containsExactly("满", "军", "小明");
    }
}
