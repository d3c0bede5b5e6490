package io.airclass.kit.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.uploads.Upload.About;
import io.airclass.kit.uploads.Upload.Done;
import io.airclass.kit.uploads.Upload.Finishing;
import io.airclass.kit.uploads.Upload.Piece;
import io.airclass.kit.uploads.Upload.Receiving;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadRulesTest {
    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");
    private static final About ABOUT = new About("xiaoming", "作业.mp4", 1000, AT);

    @ParameterizedTest
    @CsvSource({"19, 20, ''", "20, 20, too-many-uploads"})
    void a_person_has_so_many_uploads_in_progress(int taken, int max, String slug) {
        assertThat(UploadRules.UPLOADS_MAX).isEqualTo(max);
        assertThat(slug(UploadRules.reserve(room(taken, 1), "new", 1, 1000, AT)))
                .isEqualTo(slug);
    }

    @ParameterizedTest
    @CsvSource({"999, ''", "1000, ''", "1001, too-many-uploads"})
    void a_person_has_so_many_bytes_in_progress(long bytes, String slug) {
        assertThat(slug(UploadRules.reserve(room(4, 1000), "new", bytes, 1000, AT)))
                .isEqualTo(slug);
    }

    @Test
    void a_place_is_reserved_once_and_given_back_once() {
        var room = room(2, 10);
        assertThat(UploadRules.reserve(room, "u-1", 10, 1000, AT)).isEqualTo(Decision.unchanged(room));
        assertThat(next(UploadRules.release(room, Set.of("u-0", "u-1"))).taken())
                .isEmpty();
        assertThat(UploadRules.release(room, Set.of("u-7"))).isEqualTo(Decision.unchanged(room));
    }

    @Test
    void a_place_without_an_upload_is_nobodys_after_a_minute() {
        var taken = new UploadRoom.Taken("u-1", 10, AT);
        assertThat(UploadRules.isIdle(taken, null, AT.plusSeconds(60))).isFalse();
        assertThat(UploadRules.isIdle(taken, null, AT.plusSeconds(61))).isTrue();
        assertThat(UploadRules.isIdle(taken, receiving(0), AT.plusSeconds(61))).isFalse();
        assertThat(UploadRules.isIdle(taken, new Done(ABOUT, 3, AT), AT)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "100, 100, 900, ''",
        "100, 100, 901, upload-longer-than-said",
        "100, 99, 1, upload-offset-wrong",
        "100, 101, 1, upload-offset-wrong",
        "0, 0, 1000, ''"
    })
    void a_body_begins_where_the_last_ended(long there, long offset, long bytes, String slug) {
        assertThat(slug(UploadRules.begin(receiving(there), offset, bytes, AT))).isEqualTo(slug);
    }

    @Test
    void each_body_moves_the_upload_on_so_that_an_earlier_one_is_overtaken() {
        var begun = (Receiving) next(UploadRules.begin(receiving(0), 0, null, AT));
        assertThat(begun.named()).isEqualTo(2);
        assertThat(((Receiving) next(UploadRules.begin(begun, 0, null, AT))).named())
                .isEqualTo(3);
    }

    @Test
    void an_upload_comes_in_a_number_of_pieces() {
        var many = new Receiving(ABOUT, 0, List.of(), UploadRules.NAMED_MAX - 1, AT.plusSeconds(1));
        assertThat(slug(UploadRules.begin(many, 0, null, AT))).isEmpty();
        var tooMany = new Receiving(ABOUT, 0, List.of(), UploadRules.NAMED_MAX, AT.plusSeconds(1));
        assertThat(slug(UploadRules.begin(tooMany, 0, null, AT))).isEqualTo("upload-in-too-many-pieces");
    }

    @Test
    void the_last_piece_begins_the_finishing() {
        assertThat(UploadRules.add(receiving(100), 899, AT))
                .isEqualTo(new Receiving(ABOUT, 999, List.of(new Piece(1, 899)), 2, AT.plus(UploadRules.IDLE_MAX)));
        assertThat(UploadRules.add(receiving(100), 900, AT))
                .isEqualTo(new Finishing(ABOUT, List.of(new Piece(1, 900)), 3, AT.plus(UploadRules.FINISHING_MAX)));
    }

    @Test
    void an_upload_lives_a_day_after_each_piece_and_no_longer_than_a_week() {
        var late = AT.plus(Duration.ofDays(6)).plusSeconds(1);
        assertThat(UploadRules.add(receiving(0), 1, late).dueAt()).isEqualTo(AT.plus(Duration.ofDays(7)));
        assertThat(slug(UploadRules.begin(receiving(0), 0, null, AT.plus(Duration.ofDays(1)))))
                .isEqualTo("upload-gone");
    }

    @Test
    void one_finishes_at_a_time() {
        var finishing = new Finishing(ABOUT, List.of(new Piece(1, 1000)), 3, AT.plusSeconds(5));
        assertThat(slug(UploadRules.finishAgain(finishing, AT.plusSeconds(4)))).isEqualTo("upload-finishing");
        assertThat(((Finishing) next(UploadRules.finishAgain(finishing, AT.plusSeconds(5)))).named())
                .isEqualTo(5);
    }

    @Test
    void what_is_complete_is_not_withdrawn() {
        assertThat(slug(UploadRules.withdraw(receiving(100), AT))).isEmpty();
        assertThat(slug(UploadRules.withdraw(new Done(ABOUT, 3, AT), AT))).isEqualTo("upload-complete");
        assertThat(slug(UploadRules.withdraw(new Upload.Ended("xiaoming", 3, AT), AT)))
                .isEqualTo("upload-gone");
    }

    private static UploadRoom room(int taken, long bytes) {
        return new UploadRoom(LongStream.range(0, taken)
                .mapToObj(i -> new UploadRoom.Taken("u-" + i, bytes, AT))
                .toList());
    }

    private static Receiving receiving(long offset) {
        return new Receiving(ABOUT, offset, List.of(), 1, AT.plus(UploadRules.IDLE_MAX));
    }

    private static <T> T next(Decision<T> decision) {
        return ((Decision.Accepted<T>) decision).next();
    }

    private static String slug(Decision<?> decision) {
        return decision instanceof Decision.Rejected<?>(Rejection rejection) ? rejection.slug() : "";
    }
}
