package io.airclass.launcher.demo;

import io.airclass.launcher.demo.Journey.Cast;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the student and the guardian are told, on their open streams and in their inboxes: each thing once. */
final class NoticeSteps {
    private static final String INBOX = "/api/me/notifications?limit=200";

    private final Steps steps;
    private final Cast cast;
    private final List<NoticeStream> streams;
    private final List<Expected> expected = new ArrayList<>();

    NoticeSteps(Steps steps, Cast cast, NoticeStream students, NoticeStream guardians) {
        this.steps = steps;
        this.cast = cast;
        this.streams = List.of(students, guardians);
    }

    /** A notice of a kind about an assignment or exam. */
    private record Expected(String kind, String about) {
        boolean fits(JsonNode message) {
            return message.at("/kind").asString("").equals(kind)
                    && message.at("/about").asString("").equals(about);
        }
    }

    void opened() {
        for (var stream : streams) {
            steps.arrives(
                    stream.username() + "'s stream is open",
                    ApiClient.streamCall(cast.student()),
                    any -> true,
                    stream,
                    "");
        }
    }

    /** Waits until both streams have the notice. */
    void arrive(String what, String kind, String about) {
        var notice = new Expected(kind, about);
        expected.add(notice);
        for (var stream : streams) {
            steps.arrives(
                    stream.username() + " is told of the " + what,
                    ApiClient.streamCall(cast.student()),
                    (NoticeStream open) -> count(open, notice) > 0,
                    stream,
                    "event=" + kind);
        }
    }

    /** Neither stream nor inbox has any of the notices twice. */
    void eachOnce() {
        for (var who :
                Map.of("student", cast.student(), "guardian", cast.guardian()).entrySet()) {
            var call = Call.get(INBOX).as(who.getValue());
            var inbox = steps.expect(who.getKey() + " opens the inbox", call, 200, "/items");
            for (var notice : expected) {
                long times = inbox.json()
                        .at("/items")
                        .valueStream()
                        .filter(notice::fits)
                        .count();
                steps.check(times == 1, call, notice + " stands " + times + " times in the inbox");
            }
        }
        for (var stream : streams) {
            for (var notice : expected) {
                long times = count(stream, notice);
                steps.check(
                        times == 1,
                        ApiClient.streamCall(cast.student()),
                        notice + " came " + times + " times to " + stream.username());
            }
        }
    }

    private static long count(NoticeStream stream, Expected notice) {
        return stream.notices().stream()
                .map(NoticeStream.Notice::data)
                .filter(notice::fits)
                .count();
    }
}
