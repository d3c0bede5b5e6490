package io.airclass.notification.stream;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a stream has sent, small enough to travel as {@code Last-Event-ID}: the instant of the latest message, and which messages
 * of the {@link #OVERLAP} before it were among those sent. A message written later with an earlier instant, by another replica or
 * a slower write, is therefore still told from one that was sent.
 *
 * @param latest instant of the latest message
 * @param floor messages up to this instant count as sent
 * @param recent messages after the floor that were sent, the oldest first
 */
public record StreamPosition(Instant latest, Instant floor, List<Sent> recent) {
    /** Longer than a write may take and clocks may differ. */
    static final Duration OVERLAP = Duration.ofSeconds(10);

    /** With ten bytes each, a Last-Event-ID stays under three kilobytes. */
    static final int RECENT_MAX = 200;

    private static final byte FORMAT = 1;
    private static final long LATEST_MAX = Instant.parse("9999-01-01T00:00:00Z").toEpochMilli();
    private static final int HEAD_BYTES = 1 + Long.BYTES;
    private static final int SENT_BYTES = Short.BYTES + Long.BYTES;

    /** A message by its instant and a hash of its id. */
    record Sent(Instant at, long hash) {}

    public StreamPosition {
        recent = List.copyOf(recent);
    }

    /** Nothing was sent, and nothing older than the overlap will be. */
    static StreamPosition startingAt(Instant now) {
        Instant latest = Instant.ofEpochMilli(now.toEpochMilli());
        return new StreamPosition(latest, latest.minus(OVERLAP), List.of());
    }

    /** Whether this message was not sent before. */
    boolean hasNotSent(String messageId, Instant at) {
        return at.isAfter(floor) && !recent.contains(new Sent(at, hash(messageId)));
    }

    /** The position after this message was sent too. */
    StreamPosition after(String messageId, Instant at) {
        List<Sent> sent = new ArrayList<>(recent);
        sent.add(new Sent(at, hash(messageId)));
        Instant raised = floor;
        if (sent.size() > RECENT_MAX) {
            Instant oldest = sent.removeFirst().at();
            raised = oldest.isAfter(floor) ? oldest : floor;
        }
        return new StreamPosition(at.isAfter(latest) ? at : latest, raised, sent);
    }

    /** The position in URL-safe characters. */
    String lastEventId() {
        Instant from = latest.minus(OVERLAP);
        List<Sent> overlapping =
                recent.stream().filter(sent -> sent.at().isAfter(from)).toList();
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + SENT_BYTES * overlapping.size())
                .put(FORMAT)
                .putLong(latest.toEpochMilli());
        overlapping.forEach(sent -> bytes.putShort(
                        (short) (latest.toEpochMilli() - sent.at().toEpochMilli()))
                .putLong(sent.hash()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The position that {@link #lastEventId()} wrote; empty for anything else. */
    static Optional<StreamPosition> parse(String lastEventId) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(lastEventId));
            int count = (bytes.remaining() - HEAD_BYTES) / SENT_BYTES;
            if (bytes.remaining() != HEAD_BYTES + count * SENT_BYTES || count > RECENT_MAX || bytes.get() != FORMAT) {
                return Optional.empty();
            }
            long latest = bytes.getLong();
            List<Sent> recent = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                recent.add(new Sent(Instant.ofEpochMilli(latest - bytes.getShort()), bytes.getLong()));
            }
            Instant at = Instant.ofEpochMilli(latest);
            return latest < 0 || latest > LATEST_MAX
                    ? Optional.empty()
                    : Optional.of(new StreamPosition(at, at.minus(OVERLAP), recent));
        } catch (IllegalArgumentException | BufferUnderflowException notOurs) {
            return Optional.empty();
        }
    }

    /** FNV-1a, 64 bits: spreads well and needs no tables. */
    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
