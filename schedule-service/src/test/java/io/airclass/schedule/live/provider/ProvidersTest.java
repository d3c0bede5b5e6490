package io.airclass.schedule.live.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding a room, with servers that answer as documented, and with all that a bad day brings. */
class ProvidersTest {
    private static final Instant AT = Instant.parse("2026-09-07T00:00:00Z");
    private static final String LESSON = "class-1~20260907~3";
    private static final String ROOM = LESSON + "~r1";
    private static final String LINKS =
            "dingtalk 教APP备3300001号 *.dingtalk.com, tencent 教APP备4400002号 meeting.tencent.com";

    private final BbbStandIn first = new BbbStandIn();
    private final BbbStandIn second = new BbbStandIn();
    private final Providers providers = providers(Duration.ofMillis(500), Duration.ofSeconds(5), 1_000_000);

    private Providers providers(Duration callTimeout, Duration placeTimeout, int bytesMax) {
        return providers(first.entry("bbb-1") + ", " + second.entry("bbb-2"), callTimeout, placeTimeout, bytesMax);
    }

    private static Providers providers(String servers, Duration callTimeout, Duration placeTimeout, int bytesMax) {
        return new ProviderConfiguration()
                .providers(
                        new ProviderSettings(
                                servers,
                                LINKS,
                                "https://airclass.example.cn",
                                callTimeout,
                                placeTimeout,
                                Duration.ofSeconds(5),
                                bytesMax,
                                Duration.ofMinutes(1)),
                        new SimpleMeterRegistry());
    }

    @AfterEach
    void servers_stop() {
        first.close();
        second.close();
    }

    private static Opening opening() {
        return new Opening(LESSON, 1, null, "语文 九年级（3）班", Duration.ofMinutes(40), AT);
    }

    private static List<ProviderChoice> choices(String... keys) {
        return List.of(keys).stream().map(ProviderChoice::of).toList();
    }

    private Room open(String... keys) {
        return providers.open(choices(keys), opening()).block();
    }

    private LiveProvider bbb1() {
        return providers.named("bbb-1").orElseThrow();
    }

    @Test
    void a_room_is_made_as_the_documentation_says_and_told_where_to_call_back() {
        var room = open("bbb-1", "bbb-2");

        assertThat(room).isEqualTo(new Room("bbb-1", ROOM, 1, null, null, AT));
        assertThat(second.asked).hasValue(0);
        assertThat(first.created(ROOM))
                .containsEntry("name", "语文 九年级（3）班")
                .containsEntry("record", "true")
                .containsEntry("duration", "70")
                .containsEntry(
                        "meta_bbb-recording-ready-url", "https://airclass.example.cn/api/live/servers/bbb-1/recordings")
                .hasEntrySatisfying(
                        "meta_endCallbackUrl",
                        url -> assertThat(url)
                                .startsWith(
                                        "https://airclass.example.cn/api/live/rooms/class-1%7E20260907%7E3%7Er1/ended?server=bbb-1&signature="));
    }

    @Test
    void the_same_opening_again_gives_the_same_room() {
        assertThat(open("bbb-1")).isEqualTo(open("bbb-1"));
        assertThat(first.meetings()).isEqualTo(1);
    }

    @Test
    void a_name_that_others_took_is_not_entered_and_the_next_provider_is_taken() {
        first.takenByOthers(ROOM);

        assertThat(open("bbb-1", "bbb-2").provider()).isEqualTo("bbb-2");
    }

    @ParameterizedTest
    @EnumSource(value = BbbStandIn.Mood.class, names = "WELL", mode = EnumSource.Mode.EXCLUDE)
    void with_a_first_provider_that_is_down_the_next_answers_within_the_same_call(BbbStandIn.Mood mood) {
        first.mood = mood;

        var room = providers.open(choices("bbb-1", "bbb-2"), opening()).block(Duration.ofSeconds(20));

        assertThat(room.provider()).isEqualTo("bbb-2");
        assertThat(second.has(ROOM)).isTrue();
        assertThat(first.asked)
                .as("the outside is never fetched, a redirection never followed")
                .hasValue(1);
    }

    @Test
    void a_server_that_is_not_there_at_all_is_passed_over() {
        first.close();

        assertThat(open("bbb-1", "bbb-2").provider()).isEqualTo("bbb-2");
    }

    @Test
    void a_room_that_people_made_themselves_is_the_last_resort() {
        first.mood = BbbStandIn.Mood.BROKEN;
        second.mood = BbbStandIn.Mood.CUT;
        var choice = new ProviderChoice("dingtalk", "https://h5.dingtalk.com/live?id=1", "8848");

        var room = providers
                .open(List.of(ProviderChoice.of("bbb-1"), ProviderChoice.of("bbb-2"), choice), opening())
                .block();

        assertThat(room).isEqualTo(new Room("dingtalk", ROOM, 1, choice.address(), "8848", AT));
        var provider = providers.named("dingtalk").orElseThrow();
        assertThat(provider.address(room, seat(Seat.Part.VIEWER))).isEqualTo(choice.address());
        assertThat(provider.holds(room).block()).isTrue();
    }

    @Test
    void with_all_of_them_down_the_answer_is_that_live_lessons_are_not_to_be_had_now() {
        first.mood = BbbStandIn.Mood.BROKEN;
        second.mood = BbbStandIn.Mood.NO_XML;

        assertThatThrownBy(() -> open("bbb-1", "bbb-2", "unknown")).satisfies(ProvidersTest::isUnavailable);
    }

    @Test
    void looking_for_a_room_has_an_end_even_where_every_single_call_is_in_time() {
        var patient = providers(Duration.ofSeconds(20), Duration.ofMillis(300), 1_000_000);
        first.mood = BbbStandIn.Mood.SLOW;
        second.mood = BbbStandIn.Mood.SLOW;

        assertThatThrownBy(
                        () -> patient.open(choices("bbb-1", "bbb-2"), opening()).block(Duration.ofSeconds(15)))
                .satisfies(ProvidersTest::isUnavailable);
    }

    private static void isUnavailable(Throwable thrown) {
        assertThat(thrown).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.rejection())
                .isInstanceOf(Rejection.Unavailable.class)
                .extracting(Rejection::slug)
                .isEqualTo("live-unavailable"));
    }

    @Test
    void a_server_that_failed_again_and_again_is_not_asked_for_a_while() {
        first.mood = BbbStandIn.Mood.BROKEN;
        for (int i = 0; i < 10; i++) {
            open("bbb-1", "bbb-2");
        }

        assertThat(first.asked).hasValue(4);
    }

    @Test
    void a_refusal_is_no_failure_of_the_server() {
        first.takenByOthers(ROOM);
        for (int i = 0; i < 10; i++) {
            open("bbb-1", "bbb-2");
        }

        assertThat(first.asked).hasValue(10);
    }

    @Test
    void with_the_wrong_secret_nothing_is_opened_and_nothing_of_the_secret_is_told() {
        var wrong = providers(
                "bbb-1 " + first.api() + " " + "f".repeat(32), Duration.ofSeconds(2), Duration.ofSeconds(5), 1_000_000);

        assertThatThrownBy(() -> wrong.named("bbb-1")
                        .orElseThrow()
                        .open(opening().at(ProviderChoice.of("bbb-1")))
                        .block())
                .isInstanceOf(ProviderRefused.class)
                .hasMessageContaining("checksumError")
                .hasMessageNotContaining("ffff");
    }

    private static Seat seat(Seat.Part part) {
        return new Seat("zhang-xiaoming", "张小明", part);
    }

    @Test
    void everybody_enters_by_an_address_of_their_own_that_is_signed() {
        var room = open("bbb-1");

        String address = bbb1().address(room, seat(Seat.Part.VIEWER));

        String query =
                "fullName=%E5%BC%A0%E5%B0%8F%E6%98%8E&meetingID=class-1%7E20260907%7E3%7Er1&role=VIEWER&userID=zhang-xiaoming";
        assertThat(address)
                .isEqualTo(first.api() + "/join?" + query + "&checksum="
                        + Ids.sha256Hex(("join" + query + BbbStandIn.SECRET).getBytes(StandardCharsets.UTF_8)));
        assertThat(bbb1().address(room, seat(Seat.Part.MODERATOR))).contains("role=MODERATOR");
    }

    @Test
    void whether_a_room_is_there_and_that_it_is_closed_the_server_says() {
        var room = open("bbb-1");
        assertThat(bbb1().holds(room).block()).isFalse();
        first.somebodyIsIn(ROOM);
        assertThat(bbb1().holds(room).block()).isTrue();

        bbb1().close(room).block();
        bbb1().close(room).block();

        assertThat(first.has(ROOM)).isFalse();
        assertThat(bbb1().holds(room).block()).isFalse();
    }

    @Test
    void what_can_be_watched_of_a_room_is_told_with_its_length_and_can_be_removed() {
        var room = open("bbb-1");
        first.recorded("rec-1", ROOM, 1_000, 2_401_000, "presentation", "https://bbb.example.cn/playback/rec-1");
        first.recorded("rec-2", "other~20260907~1~r1", 1_000, 2_000, "presentation", "https://bbb.example.cn/x");
        first.recorded("rec-3", ROOM, 1_000, 1_000, "presentation", "https://bbb.example.cn/empty");
        first.recorded("rec-4", ROOM, 1_000, 9_000, "presentation", "javascript:alert(1)");
        first.recorded("rec-5", ROOM, 1_000, 9_000, "statistics", "https://bbb.example.cn/y");

        assertThat(bbb1().recordings(room).collectList().block())
                .containsExactly(
                        new Recording("rec-1", ROOM, "https://bbb.example.cn/playback/rec-1", Duration.ofMinutes(40)));
        assertThat(bbb1().delete("rec-1").block()).isTrue();
        assertThat(bbb1().delete("rec-1").block()).isFalse();
        assertThat(first.hasRecording("rec-1")).isFalse();
    }

    @Test
    void lessons_begin_with_another_server_each_so_that_all_share_the_work() {
        var firsts = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> providers.standard("class-" + i + "~20260907~3"))
                .peek(all -> assertThat(all).hasSize(2))
                .collect(java.util.stream.Collectors.groupingBy(
                        all -> all.getFirst().provider(), java.util.stream.Collectors.counting()));

        assertThat(firsts.values()).hasSize(2).allSatisfy(count -> assertThat(count)
                .isBetween(60L, 140L));
        assertThat(providers.standard(LESSON)).isEqualTo(providers.standard(LESSON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h5.dingtalk.com/live",
                "https://dingtalk.com.evil.example/live",
                "https://evildingtalk.com/live",
                "https://user@h5.dingtalk.com/live",
                "https://h5.dingtalk.com:8443/live",
                "https://h5.dingtalk.com\\@evil.example/live",
                "javascript:alert(1)",
                "//h5.dingtalk.com/live",
                ""
            })
    void an_address_that_does_not_lead_to_the_service_is_not_taken(String address) {
        assertThat(providers.takes(new ProviderChoice("dingtalk", address, null)))
                .isFalse();
    }

    @Test
    void an_address_is_taken_where_it_leads_to_the_service_and_only_for_one_whose_rooms_people_make() {
        assertThat(providers.takes(new ProviderChoice("dingtalk", "https://h5.DingTalk.com/live?id=1", "1")))
                .isTrue();
        assertThat(providers.takes(new ProviderChoice("tencent", "https://meeting.tencent.com/dm/abc", null)))
                .isTrue();
        assertThat(providers.takes(new ProviderChoice("dingtalk", null, null))).isFalse();
        assertThat(providers.takes(new ProviderChoice("bbb-1", "https://h5.dingtalk.com/live", null)))
                .isFalse();
        assertThat(providers.takes(ProviderChoice.of("bbb-1"))).isTrue();
        assertThat(providers.takes(ProviderChoice.of("zoom"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dingtalk *.dingtalk.com h5.dingtalk.com",
                "dingtalk 教APP备3300001号",
                "DingTalk 教APP备3300001号 *.dingtalk.com",
                "bbb-1 教APP备3300001号 *.dingtalk.com"
            })
    void a_service_that_the_ministry_has_not_filed_or_that_cannot_be_told_apart_stops_the_start(String links) {
        var settings = new ProviderSettings(
                first.entry("bbb-1"),
                links,
                "",
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                1000,
                Duration.ofSeconds(10));

        assertThatThrownBy(() -> new ProviderConfiguration().providers(settings, new SimpleMeterRegistry()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_secret_is_in_no_text_of_the_settings_nor_of_a_refusal_of_them() {
        var settings = new ProviderSettings(
                "bbb-1 https://bbb.example.cn/bigbluebutton/api short-secret",
                "",
                "",
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                1000,
                Duration.ofSeconds(10));

        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(new BbbServer("bbb-1", java.net.URI.create("https://bbb.example.cn"), BbbStandIn.SECRET).toString())
                .doesNotContain(BbbStandIn.SECRET);
        assertThatThrownBy(() -> new ProviderConfiguration().providers(settings, new SimpleMeterRegistry()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("short-secret");
    }

    @Test
    void only_the_server_itself_can_say_that_a_room_has_ended() {
        open("bbb-1");
        String url = first.created(ROOM).get("meta_endCallbackUrl");
        String signature = url.substring(url.indexOf("signature=") + 10);

        var server = providers.server("bbb-1").orElseThrow();
        assertThat(server.endedBy(ROOM, signature)).isTrue();
        assertThat(server.endedBy(LESSON + "~r2", signature)).isFalse();
        assertThat(server.endedBy(ROOM, "")).isFalse();
        assertThat(providers.server("dingtalk")).isEmpty();
    }
}
