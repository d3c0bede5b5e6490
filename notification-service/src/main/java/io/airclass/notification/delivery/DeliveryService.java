package io.airclass.notification.delivery;

import io.airclass.kit.events.EventMeta;
import io.airclass.notification.inbox.InboxRepository;
import io.airclass.notification.inbox.InboxRepository.Kept;
import io.airclass.notification.inbox.Message;
import io.airclass.notification.stream.LiveService;
import io.airclass.rosterview.PlaceCounter;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Fact → recipients → inboxes → open streams. The fact's record stays unacknowledged until all of it is done; done again, it
 * changes no inbox, and tells the streams what they have already seen.
 */
@Service
class DeliveryService {
    /** How long a fact waits for its class, which comes by another topic, before the attempt fails. */
    private static final Retry UNTIL_CLASS_KNOWN =
            Retry.fixedDelay(20, Duration.ofMillis(500)).filter(UnknownClass.class::isInstance);

    private final RosterView roster;
    private final InboxRepository inbox;
    private final LiveService live;
    private final PlaceCounter counter;
    private final Clock clock;

    DeliveryService(RosterView roster, InboxRepository inbox, LiveService live, PlaceCounter counter, Clock clock) {
        this.roster = roster;
        this.inbox = inbox;
        this.live = live;
        this.counter = counter;
        this.clock = clock;
    }

    /** Delivers a notice; a fact that is not worth one is done. */
    Mono<Void> deliver(EventMeta meta, Optional<Notice> notice) {
        return Mono.justOrEmpty(notice).flatMap(worthTelling -> deliver(meta, worthTelling));
    }

    private Mono<Void> deliver(EventMeta meta, Notice notice) {
        return roster.schoolClass(notice.classId())
                .switchIfEmpty(Mono.error(() -> new UnknownClass(notice.classId())))
                .retryWhen(UNTIL_CLASS_KNOWN)
                .flatMap(schoolClass -> recipients(notice, schoolClass)
                        .flatMap(recipients -> deliver(meta, notice, schoolClass, recipients)));
    }

    private Mono<List<Recipient>> recipients(Notice notice, SchoolClass schoolClass) {
        List<String> students = schoolClass.studentIds();
        return roster.guardiansOf(RecipientRules.students(notice.audience(), students))
                .map(guardians ->
                        RecipientRules.recipients(notice.audience(), students, schoolClass.teacherIds(), guardians));
    }

    private Mono<Void> deliver(EventMeta meta, Notice notice, SchoolClass schoolClass, List<Recipient> recipients) {
        Instant now = clock.instant();
        List<Message> messages = MessageRules.messages(meta.id(), notice, schoolClass.name(), recipients, now);
        return inbox.putAll(messages).collectList().flatMap(kept -> live.tell(
                        kept.stream().map(Kept::message).toList())
                .then(counter.count(
                        "airclass.messages.delivered",
                        schoolClass,
                        kept.stream().filter(Kept::added).count())));
    }

    private static final class UnknownClass extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownClass(String classId) {
            super("Class " + classId + " is not known yet", null, false, false);
        }
    }
}
