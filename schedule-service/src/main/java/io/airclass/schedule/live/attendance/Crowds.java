package io.airclass.schedule.live.attendance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Who is in live lessons, as one replica knows: whom it heard itself, and what the others told. Time is cut into windows of one heartbeat, in
 * which everybody who is there is heard of; who is there was heard in this window or the one before.
 */
final class Crowds {
    private final Duration window;
    private long number;
    private Crowd own = new Crowd();
    private Crowd ownBefore = new Crowd();
    private Crowd all = new Crowd();

    Crowds(Duration window) {
        this.window = window;
    }

    /** What the other replicas are told of a window. */
    record Told(long window, byte[] people) {}

    synchronized void add(String personId, Instant at) {
        turn(at);
        own.add(personId);
        all.add(personId);
    }

    /** Counts somebody unless so many are there already. */
    synchronized boolean addBelow(int max, String personId, Instant at) {
        turn(at);
        if (all.size() >= max) {
            return false;
        }
        add(personId, at);
        return true;
    }

    /** Whoever was heard since then is counted at this moment. */
    Instant countedSince(Instant at) {
        return Instant.ofEpochMilli((windowOf(at) - 1) * window.toMillis());
    }

    synchronized long size() {
        return all.size();
    }

    synchronized Told told(Instant at) {
        turn(at);
        return new Told(number, own.bytes());
    }

    /** @param people of this window and the one before, of all replicas */
    synchronized void hear(List<byte[]> people) {
        all = new Crowd();
        people.forEach(all::addAll);
        all.addAll(own);
        all.addAll(ownBefore);
    }

    /** Begins the window of this moment. Who was heard before the last one counts until the others are heard, which is a second. */
    private void turn(Instant at) {
        long now = windowOf(at);
        if (now > number) {
            ownBefore = now == number + 1 ? own : new Crowd();
            own = new Crowd();
            number = now;
        }
    }

    private long windowOf(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), window.toMillis());
    }
}
