package io.airclass.notification.inbox;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Reading one's own inbox. */
@Service
class InboxService {
    /** A phone shows "999+" and not more. */
    static final int UNREAD_COUNTED_MAX = 1000;

    private final InboxRepository inbox;
    private final Clock clock;

    InboxService(InboxRepository inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    Mono<Page<Message>> page(Caller caller, Integer limit, String cursor) {
        return Mono.defer(() -> inbox.page(caller.personId(), limit, cursor));
    }

    Mono<Unread> unread(Caller caller) {
        return inbox.unread(caller.personId(), UNREAD_COUNTED_MAX)
                .map(count -> new Unread(Math.min(count, UNREAD_COUNTED_MAX - 1), count == UNREAD_COUNTED_MAX));
    }

    /** The message, read: now, or when it was first read. */
    Mono<Message> read(Caller caller, String id) {
        Instant now = clock.instant();
        return inbox.find(caller.personId(), id)
                .switchIfEmpty(Refused.mono(Rejection.notFound("notification-not-found")))
                .flatMap(message -> message.isRead()
                        ? Mono.just(message)
                        : inbox.markRead(message, now).then(inbox.find(caller.personId(), id)));
    }

    /**
     * How many messages wait.
     *
     * @param more whether there are more than {@code count}
     */
    record Unread(int count, boolean more) {}
}
