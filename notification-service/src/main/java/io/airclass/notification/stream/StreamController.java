package io.airclass.notification.stream;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.ProblemTexts;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.notification.inbox.MessageTexts;
import io.airclass.notification.inbox.MessageView;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** The caller's messages as they come. */
@RestController
class StreamController {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final LiveService live;
    private final MessageTexts texts;

    StreamController(LiveService live, MessageTexts texts) {
        this.live = live;
        this.texts = texts;
    }

    @GetMapping(path = "/api/me/notifications/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<Flux<ServerSentEvent<MessageView>>> stream(
            Caller caller,
            @RequestHeader(name = LAST_EVENT_ID, required = false) String lastEventId,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language) {
        Locale locale = ProblemTexts.choose(language);
        Flux<StreamItem> items = live.open(caller, resumed(lastEventId));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag())
                .header("X-Accel-Buffering", "no")
                .body(items.map(item -> event(item, locale)));
    }

    private static Optional<StreamPosition> resumed(String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(StreamPosition.parse(lastEventId)
                .orElseThrow(() -> new Refused(Rejection.invalid("last-event-id-malformed"))));
    }

    private ServerSentEvent<MessageView> event(StreamItem item, Locale locale) {
        ServerSentEvent.Builder<MessageView> event = ServerSentEvent.builder();
        return switch (item) {
            case StreamItem.Opened opened ->
                event.id(opened.position().lastEventId()).comment("open").build();
            case StreamItem.Told told ->
                event.id(told.position().lastEventId())
                        .event("notification")
                        .data(texts.view(told.message(), locale))
                        .build();
            case StreamItem.TooMuchMissed _ ->
                event.event("reload")
                        .comment("more was missed than is sent again")
                        .build();
            case StreamItem.Heartbeat _ -> event.comment("").build();
        };
    }
}
