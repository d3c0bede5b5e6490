package io.airclass.notification.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPositionTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:30:00.123Z");

    @Test
    void what_was_sent_is_known_after_a_journey_as_text() {
        StreamPosition position = StreamPosition.startingAt(NOW).after("a", NOW).after("b", NOW.plusMillis(5));

        StreamPosition resumed = StreamPosition.parse(position.lastEventId()).orElseThrow();

        assertThat(resumed.latest()).isEqualTo(NOW.plusMillis(5));
        assertThat(resumed.hasNotSent("a", NOW)).isFalse();
        assertThat(resumed.hasNotSent("b", NOW.plusMillis(5))).isFalse();
        assertThat(resumed.hasNotSent("c", NOW)).isTrue();
        assertThat(resumed.hasNotSent("d", NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void a_message_that_was_written_late_is_told_from_one_that_was_sent() {
        StreamPosition position = StreamPosition.startingAt(NOW).after("later", NOW.plusSeconds(9));

        StreamPosition resumed = StreamPosition.parse(position.lastEventId()).orElseThrow();

        assertThat(resumed.hasNotSent("earlier-but-late", NOW.plusSeconds(1))).isTrue();
        assertThat(resumed.hasNotSent("later", NOW.plusSeconds(9))).isFalse();
    }

    @Test
    void the_overlap_ends_after_ten_seconds() {
        StreamPosition resumed = StreamPosition.parse(
                        StreamPosition.startingAt(NOW).after("a", NOW).lastEventId())
                .orElseThrow();

        Instant floor = NOW.minusSeconds(10);
        assertThat(resumed.hasNotSent("old", floor.minusMillis(1))).isFalse();
        assertThat(resumed.hasNotSent("old", floor)).isFalse();
        assertThat(resumed.hasNotSent("old", floor.plusMillis(1))).isTrue();
    }

    @Test
    void the_text_stays_short_however_many_messages_come() {
        StreamPosition position = StreamPosition.startingAt(NOW);
        for (int i = 0; i < 1000; i++) {
            position = position.after("message-" + i, NOW.plusMillis(i));
            assertThat(position.lastEventId()).hasSizeLessThan(3000);
        }
        StreamPosition resumed = StreamPosition.parse(position.lastEventId()).orElseThrow();

        assertThat(resumed.recent()).hasSize(StreamPosition.RECENT_MAX);
        assertThat(resumed.hasNotSent("message-999", NOW.plusMillis(999))).isFalse();
        assertThat(position.hasNotSent("message-0", NOW)).isFalse();
    }

    @Test
    void when_little_happens_the_text_is_tiny() {
        StreamPosition position = StreamPosition.startingAt(NOW);
        for (int i = 0; i < 100; i++) {
            position = position.after("message-" + i, NOW.plusSeconds(60 * i));
        }
        assertThat(position.lastEventId()).hasSizeLessThan(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "0", "不是", "AAAA", "%00", "AQ", "AQAAAAAAAAAAA", "Av//////////", "AX//////////"})
    void anything_else_is_not_a_position(String text) {
        assertThat(StreamPosition.parse(text)).isEmpty();
    }

    @Test
    void a_position_of_more_messages_than_we_write_is_not_ours() {
        byte[] tooMany = new byte[9 + 10 * (StreamPosition.RECENT_MAX + 1)];
        tooMany[0] = 1;
        byte[] most = new byte[9 + 10 * StreamPosition.RECENT_MAX];
        most[0] = 1;

        assertThat(StreamPosition.parse(Base64.getUrlEncoder().encodeToString(tooMany)))
                .isEmpty();
        assertThat(StreamPosition.parse(Base64.getUrlEncoder().encodeToString(most))
                        .map(StreamPosition::recent)
                        .map(List::size))
                .contains(StreamPosition.RECENT_MAX);
    }
}
