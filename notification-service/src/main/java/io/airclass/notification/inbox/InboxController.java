package io.airclass.notification.inbox;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.problem.ProblemTexts;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The caller's inbox. */
@RestController
@RequestMapping("/api/me/notifications")
class InboxController {
    private final InboxService inbox;
    private final MessageTexts texts;

    InboxController(InboxService inbox, MessageTexts texts) {
        this.inbox = inbox;
        this.texts = texts;
    }

    @GetMapping
    Mono<ResponseEntity<Page<MessageView>>> page(
            Caller caller,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language) {
        Locale locale = ProblemTexts.choose(language);
        return inbox.page(caller, limit, cursor)
                .map(page -> in(locale).body(page.map(message -> texts.view(message, locale))));
    }

    @GetMapping("/unread-count")
    Mono<InboxService.Unread> unread(Caller caller) {
        return inbox.unread(caller);
    }

    @PutMapping("/{id}/read")
    Mono<ResponseEntity<MessageView>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language) {
        Locale locale = ProblemTexts.choose(language);
        return inbox.read(caller, id).map(message -> in(locale).body(texts.view(message, locale)));
    }

    private static ResponseEntity.BodyBuilder in(Locale locale) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE);
    }
}
