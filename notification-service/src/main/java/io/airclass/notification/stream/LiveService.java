package io.airclass.notification.stream;

import io.airclass.contracts.notification.MessageDeliveredV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.notification.inbox.InboxRepository;
import io.airclass.notification.inbox.Message;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The streams that are open at this replica, and what is told on them. */
@Service
public class LiveService {
    /** Items taken from a stream's queue before its client asks for them. */
    private static final int MERGED_AHEAD = 4;

    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(30);

    private final InboxRepository inbox;
    private final LiveChannel channel;
    private final StreamSettings settings;
    private final Clock clock;
    private final Map<String, List<OpenStream>> byPerson = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Sinks.Empty<Void> hearing = Sinks.empty();
    private volatile boolean closed;

    LiveService(
            InboxRepository inbox, LiveChannel channel, StreamSettings settings, Clock clock, MeterRegistry meters) {
        this.inbox = inbox;
        this.channel = channel;
        this.settings = settings;
        this.clock = clock;
        meters.gauge("airclass.streams.open", open);
    }

    /** Tells every replica of messages that are in their inboxes. */
    public Mono<Void> tell(List<Message> stored) {
        return stored.isEmpty()
                ? Mono.empty()
                : channel.tell(stored.stream().map(LiveService::delivered).toList());
    }

    /** This replica hears of everything that is told from now on. */
    void nowHearing() {
        hearing.tryEmitEmpty();
    }

    /** Hands a message to the recipient's streams at this replica. */
    void hear(MessageDeliveredV1 delivered) {
        List<OpenStream> streams = byPerson.getOrDefault(delivered.recipientId(), List.of());
        if (!streams.isEmpty()) {
            Message message = message(delivered);
            streams.forEach(stream -> stream.offer(message));
        }
    }

    /**
     * The caller's stream, which ends with the caller's token. It begins when this replica hears of new messages.
     *
     * @param resumed where an earlier stream of the client stood
     */
    Flux<StreamItem> open(Caller caller, Optional<StreamPosition> resumed) {
        return Flux.defer(() -> Flux.using(
                () -> add(caller.personId()),
                stream -> Flux.merge(MERGED_AHEAD, messages(caller.personId(), resumed, stream), heartbeats())
                        .takeUntilOther(stream.end())
                        .takeUntilOther(Mono.delay(Duration.between(clock.instant(), caller.expiresAt()))),
                stream -> remove(caller.personId(), stream)));
    }

    private Flux<StreamItem> heartbeats() {
        return Flux.interval(settings.heartbeat()).onBackpressureDrop().map(_ -> new StreamItem.Heartbeat());
    }

    private Flux<StreamItem> messages(String personId, Optional<StreamPosition> resumed, OpenStream stream) {
        return hearing.asMono().thenMany(Flux.defer(() -> {
            StreamPosition start = resumed.orElseGet(() -> StreamPosition.startingAt(clock.instant()));
            return resumed.isPresent()
                    ? missed(personId, start).flatMapMany(missed -> items(start, missed, stream))
                    : items(start, List.of(), stream);
        }));
    }

    private Mono<List<Message>> missed(String personId, StreamPosition position) {
        Instant from = position.floor().plusMillis(1);
        return inbox.deliveredSince(personId, from, settings.missedMax() + StreamPosition.RECENT_MAX + 1);
    }

    private Flux<StreamItem> items(StreamPosition start, List<Message> found, OpenStream stream) {
        List<Message> missed = found.stream()
                .filter(message -> start.hasNotSent(message.id(), message.deliveredAt()))
                .toList();
        boolean tooMany = missed.size() > settings.missedMax();
        List<Message> sentAgain =
                tooMany ? missed.subList(missed.size() - settings.missedMax(), missed.size()) : missed;
        Flux<StreamItem> told = Flux.concat(Flux.fromIterable(sentAgain), stream.messages())
                .scan(new Told(start, Optional.of(new StreamItem.Opened(start))), Told::and)
                .mapNotNull(step -> step.item().orElse(null));
        return tooMany ? Flux.concat(Mono.just(new StreamItem.TooMuchMissed()), told) : told;
    }

    /** How far a stream has come, and what it sends at this step. */
    private record Told(StreamPosition position, Optional<StreamItem> item) {
        Told and(Message message) {
            if (!position.hasNotSent(message.id(), message.deliveredAt())) {
                return new Told(position, Optional.empty());
            }
            StreamPosition after = position.after(message.id(), message.deliveredAt());
            return new Told(after, Optional.of(new StreamItem.Told(message, after)));
        }
    }

    private OpenStream add(String personId) {
        if (closed) {
            throw new Refused(Rejection.unavailable("service-unavailable", Duration.ofSeconds(1)));
        }
        if (open.incrementAndGet() > settings.openMax()) {
            open.decrementAndGet();
            throw new Refused(Rejection.unavailable("streams-full", RETRY_WHEN_FULL));
        }
        OpenStream stream = new OpenStream(settings.waitingMax());
        byPerson.compute(personId, (_, others) -> {
            List<OpenStream> streams = new ArrayList<>(others == null ? List.of() : others);
            streams.add(stream);
            if (streams.size() > settings.perPersonMax()) {
                streams.removeFirst().close();
            }
            return List.copyOf(streams);
        });
        return stream;
    }

    private void remove(String personId, OpenStream stream) {
        open.decrementAndGet();
        byPerson.computeIfPresent(personId, (_, others) -> {
            List<OpenStream> rest =
                    others.stream().filter(other -> other != stream).toList();
            return rest.isEmpty() ? null : rest;
        });
    }

    int openStreams() {
        return open.get();
    }

    int openStreamsOf(String personId) {
        return byPerson.getOrDefault(personId, List.of()).size();
    }

    /** Before the web server waits for its requests to end: streams never would. */
    @EventListener(ContextClosedEvent.class)
    void endStreams() {
        closed = true;
        byPerson.values().forEach(streams -> streams.forEach(OpenStream::close));
    }

    private static MessageDeliveredV1 delivered(Message message) {
        return new MessageDeliveredV1(
                message.recipientId(),
                message.id(),
                message.kind(),
                message.deliveredAt(),
                message.childId(),
                message.link(),
                message.facts());
    }

    private static Message message(MessageDeliveredV1 delivered) {
        return Message.unread(
                delivered.messageId(),
                delivered.recipientId(),
                delivered.childId(),
                delivered.kind(),
                delivered.link(),
                delivered.facts(),
                delivered.deliveredAt());
    }
}
