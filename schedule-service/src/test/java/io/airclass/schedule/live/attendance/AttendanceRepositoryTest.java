package io.airclass.schedule.live.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Batcher;
import io.airclass.kit.store.Database;
import io.airclass.schedule.live.LiveServiceTest;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What is acknowledged is stored, whoever stored it and in whatever order. */
class AttendanceRepositoryTest extends LiveServiceTest {
    private static final Instant START = Instant.parse("2026-09-07T01:00:00Z");

    @Autowired
    Database database;

    @Autowired
    AttendanceRepository attendance;

    private final String lesson = "c-" + UUID.randomUUID() + "~20260907~3";

    private Sign sign(String person, Device device, long second) {
        var at = START.plusSeconds(second);
        return new Sign(lesson, "class-1", person, device, AttendanceRules.minute(START, at), at, 0, false);
    }

    private List<Seen> stored() {
        return attendance.of(lesson, List.of("class-1")).block();
    }

    @Test
    void the_same_again_and_in_another_order_changes_nothing() {
        var signs = new ArrayList<Sign>();
        var random = new Random(3);
        for (int i = 0; i < 400; i++) {
            signs.add(sign("student." + random.nextInt(20), Device.values()[random.nextInt(4)], random.nextInt(2400)));
        }
        attendance.store(signs).block();
        var once = stored();

        Collections.shuffle(signs, random);
        attendance.store(signs.subList(0, 250)).block();
        attendance.store(signs.subList(100, 400)).block();

        assertThat(stored()).containsExactlyInAnyOrderElementsOf(once);
        assertThat(once).extracting(Seen::personId).contains("student.3").doesNotContain("student~3");
    }

    @Test
    void what_one_replica_has_acknowledged_another_finds_though_the_first_is_gone_at_that_moment() {
        var dying = new Batcher<Sign>(
                new Batcher.Limits(50, Duration.ofMillis(5), 10_000, 2),
                new AttendanceRepository(database)::store,
                () -> Rejection.unavailable("joins-full", Duration.ofSeconds(1)),
                Schedulers.parallel());

        var acknowledged = Flux.range(0, 500)
                .flatMap(i -> dying.add(sign("student-" + i, Device.PHONE, i)).thenReturn("student-" + i), 256)
                .take(200) // then nobody hears of it any more
                .collectList()
                .block();

        assertThat(stored()).extracting(Seen::personId).containsAll(acknowledged);
    }

    @Test
    void of_many_replicas_that_make_the_same_document_at_the_same_moment_each_stores_all() {
        for (int round = 0; round < 5; round++) {
            int second = round * 60;
            var fresh = lesson + round;
            Races.of(12, i -> () -> {
                new AttendanceRepository(database)
                        .store(List.of(new Sign(
                                fresh,
                                "class-1",
                                "student-" + i,
                                Device.PC,
                                round(second),
                                START.plusSeconds(second),
                                0,
                                false)))
                        .block();
                return i;
            });

            assertThat(attendance.of(fresh, List.of("class-1")).block()).hasSize(12);
        }
    }

    private static int round(int second) {
        return second / 60;
    }

    @Test
    void a_person_has_an_entry_for_each_minute_and_device_and_no_more() {
        var signs = new ArrayList<Sign>();
        for (int second = 0; second < 600; second++) {
            signs.add(sign("student-1", Device.PHONE, second));
        }
        attendance.store(signs).block();

        assertThat(stored()).hasSize(10).allSatisfy(seen -> assertThat(Duration.between(seen.from(), seen.until()))
                .hasSeconds(59));
    }

    @Test
    void documents_stay_bounded_where_a_whole_class_joins_with_every_device_in_every_minute() {
        var signs = new ArrayList<Sign>();
        for (int student = 0; student < 50; student++) {
            for (int minute = -30; minute < 70; minute++) {
                for (var device : Device.values()) {
                    signs.add(sign("student-" + student, device, minute * 60L));
                }
            }
        }
        for (int i = 0; i < signs.size(); i += 500) {
            attendance.store(signs.subList(i, Math.min(signs.size(), i + 500))).block();
        }

        for (int bucket = 0; bucket < AttendanceRepository.BUCKETS; bucket++) {
            var document = Flux.from(Infrastructure.unguarded(database)
                            .getCollection("attendance", RawBsonDocument.class)
                            .find(new Document("_id", AttendanceRepository.id(lesson, "class-1", bucket))))
                    .blockFirst();
            assertThat(document.getByteBuffer().remaining()).isLessThan(900_000);
        }
        assertThat(stored()).hasSize(50 * 100 * Device.values().length);
    }
}
