package io.airclass.kit.uploads;

import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The body of a request as pieces, one after the other, each a stream. A body that breaks off ends like any other. One buffer at a time is asked
 * for, and at most one waits here.
 */
final class Pieces extends BaseSubscriber<DataBuffer> {
    private FluxSink<DataBuffer> piece;
    private long bytesLeft;
    private MonoSink<Boolean> asksForMore;
    private DataBuffer held;
    private boolean begun;
    private boolean asked;
    private boolean ended;

    static Pieces of(Flux<DataBuffer> content) {
        var pieces = new Pieces();
        content.subscribe(pieces);
        return pieces;
    }

    /** Whether anything follows. */
    Mono<Boolean> more() {
        return Mono.create(sink -> {
            synchronized (this) {
                if (held != null || ended) {
                    sink.success(held != null);
                } else {
                    asksForMore = sink;
                    ask();
                }
            }
        });
    }

    /** The next piece: so many bytes, and up to a buffer more; less where the body ends. */
    Flux<DataBuffer> next(long bytes) {
        return Flux.create(sink -> {
            synchronized (this) {
                piece = sink;
                bytesLeft = bytes;
            }
            sink.onDispose(() -> leave(sink));
            sink.onRequest(_ -> pump(sink));
        });
    }

    private synchronized void leave(FluxSink<DataBuffer> sink) {
        if (piece == sink) {
            piece = null;
        }
    }

    private synchronized void pump(FluxSink<DataBuffer> sink) {
        if (piece != sink) {
            return;
        }
        if (held != null) {
            var buffer = held;
            held = null;
            deliver(buffer);
        } else if (ended) {
            complete();
        } else {
            ask();
        }
    }

    private void ask() {
        if (!asked) {
            asked = true;
            if (begun) {
                request(1);
            }
        }
    }

    private void deliver(DataBuffer buffer) {
        var sink = piece;
        bytesLeft -= buffer.readableByteCount();
        sink.next(buffer);
        if (piece != sink) {
            return; // taken or left in the meantime
        }
        if (bytesLeft <= 0 || ended) {
            complete();
        } else if (sink.requestedFromDownstream() > 0) {
            ask();
        }
    }

    private void complete() {
        var sink = piece;
        piece = null;
        if (sink != null) {
            sink.complete();
        }
    }

    @Override
    protected synchronized void hookOnSubscribe(Subscription subscription) {
        begun = true; // which may be on another thread, after somebody asked
        if (asked) {
            request(1);
        }
    }

    @Override
    protected synchronized void hookOnNext(DataBuffer buffer) {
        asked = false;
        if (ended) {
            DataBufferUtils.release(buffer);
        } else if (piece != null) {
            deliver(buffer);
        } else {
            held = buffer;
            answer(true);
        }
    }

    @Override
    protected synchronized void hookOnComplete() {
        end();
    }

    @Override
    protected synchronized void hookOnError(Throwable brokenOff) {
        end();
    }

    private void end() {
        ended = true;
        complete();
        if (held == null) {
            answer(false);
        }
    }

    private void answer(boolean more) {
        var sink = asksForMore;
        asksForMore = null;
        if (sink != null) {
            sink.success(more);
        }
    }

    /** Nothing more is wanted. */
    void close() {
        cancel();
        synchronized (this) {
            ended = true;
            if (held != null) {
                DataBufferUtils.release(held);
                held = null;
            }
        }
    }
}
