package io.airclass.schedule.feed;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.lesson.LessonAnswers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Calendar addresses over HTTP; the address itself needs no token, its secret is one. */
@RestController
class FeedController {
    private static final int SECRET_BYTES = 24;

    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);

    private final FeedService feeds;
    private final LessonAnswers answers;
    private final SecureRandom random = new SecureRandom();

    FeedController(FeedService feeds, LessonAnswers answers) {
        this.feeds = feeds;
        this.answers = answers;
    }

    /** @param address shown once; nobody can find it again */
    record NewFeedResponse(Feed.Kind kind, String subjectId, String address) {}

    record FeedResponse(Feed.Kind kind, String subjectId, Instant createdAt) {
        static FeedResponse of(Stored<Feed> stored) {
            var feed = stored.value();
            return new FeedResponse(feed.kind(), feed.subjectId(), feed.createdAt());
        }
    }

    record FeedsResponse(List<FeedResponse> items) {}

    /**
     * A new address for the lessons of somebody or something; the one before gives nothing any more.
     *
     * @param id of the student, teacher or class; of a room {@code school~room}
     */
    @PutMapping("/api/me/feeds/{kind}/{id}")
    Mono<NewFeedResponse> set(Caller caller, @PathVariable Feed.Kind kind, @PathVariable String id) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return feeds.set(caller, kind, id, secret)
                .thenReturn(new NewFeedResponse(kind, id, "/api/feeds/" + secret + ".ics"));
    }

    @GetMapping("/api/me/feeds")
    Mono<FeedsResponse> own(Caller caller) {
        return feeds.of(caller)
                .map(found ->
                        new FeedsResponse(found.stream().map(FeedResponse::of).toList()));
    }

    @DeleteMapping("/api/me/feeds/{kind}/{id}")
    Mono<ResponseEntity<Void>> revoke(Caller caller, @PathVariable Feed.Kind kind, @PathVariable String id) {
        return feeds.revoke(caller, kind, id)
                .thenReturn(ResponseEntity.noContent().build());
    }

    /** Written only where it says something else than whatever is in memory, and the caller does not have it. */
    @GetMapping(path = "/api/feeds/{secret}.ics", produces = "text/calendar;charset=UTF-8")
    Mono<ResponseEntity<byte[]>> read(@PathVariable String secret, @RequestHeader HttpHeaders headers) {
        return feeds.read(secret)
                .map(calendar -> answers.of(
                        FeedRules.tag(calendar.name(), calendar.entries()),
                        CALENDAR,
                        () -> FeedRules.calendar(calendar.name(), calendar.entries())
                                .getBytes(StandardCharsets.UTF_8),
                        headers));
    }
}
