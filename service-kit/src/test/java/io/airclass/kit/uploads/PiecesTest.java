package io.airclass.kit.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class PiecesTest {
    private final NettyDataBufferFactory pooled = new NettyDataBufferFactory(new PooledByteBufAllocator(false));
    private final Queue<DataBuffer> handed = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @CsvSource({"0,10", "1,10", "9,10", "10,10", "11,10", "100,10", "1000,7", "5,1", "1000,1000000"})
    void pieces_together_are_the_body(int buffers, long pieceBytes) {
        var pieces = Pieces.of(body(buffers, 3).publishOn(Schedulers.parallel()));
        var lengths = lengths(pieces, pieceBytes);
        assertThat(lengths.stream().mapToLong(Long::longValue).sum()).isEqualTo(3L * buffers);
        assertThat(lengths).allMatch(length -> length > 0 && length < pieceBytes + 3);
        assertThat(lengths.stream().limit(Math.max(0, lengths.size() - 1L))).allMatch(length -> length >= pieceBytes);
        pieces.close();
        assertThatAllIsGivenBack();
    }

    /** As a connection does, whose body is read on a thread of its own. */
    @Test
    void a_body_that_begins_after_it_was_asked_for_comes() {
        var body = body(5, 3);
        Flux<DataBuffer> late = Flux.from(subscriber ->
                Schedulers.parallel().schedule(() -> body.subscribe(subscriber), 100, TimeUnit.MILLISECONDS));
        assertThat(lengths(Pieces.of(late), 10)).containsExactly(12L, 3L);
        assertThatAllIsGivenBack();
    }

    @Test
    void a_body_that_breaks_off_ends_where_it_broke() {
        var pieces = Pieces.of(body(7, 3).concatWith(Mono.error(new IOException("connection reset"))));
        assertThat(lengths(pieces, 10)).containsExactly(12L, 9L);
        assertThatAllIsGivenBack();
    }

    @Test
    void no_more_than_a_buffer_is_asked_for_before_it_is_wanted() {
        var requested = new AtomicLong();
        var pieces = Pieces.of(body(100, 3).doOnRequest(requested::addAndGet));
        assertThat(requested).hasValue(0);
        assertThat(pieces.more().block()).isTrue();
        assertThat(pieces.more().block()).isTrue();
        assertThat(requested).hasValue(1);
        pieces.close();
        assertThatAllIsGivenBack();
    }

    @Test
    void a_piece_that_is_left_in_the_middle_gives_everything_back() {
        for (int taken = 0; taken < 4; taken++) {
            var pieces = Pieces.of(body(100, 3));
            int last = taken;
            assertThatThrownBy(() -> pieces.next(1000)
                            .publishOn(Schedulers.boundedElastic(), 16)
                            .index()
                            .map(each -> {
                                DataBufferUtils.release(each.getT2());
                                if (each.getT1() == last) {
                                    throw new IllegalStateException("the disk is full");
                                }
                                return true;
                            })
                            .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                            .blockLast())
                    .hasMessage("the disk is full");
            pieces.close();
            assertThatAllIsGivenBack();
        }
    }

    private List<Long> lengths(Pieces pieces, long pieceBytes) {
        var lengths = new ArrayList<Long>();
        while (pieces.more().block()) {
            lengths.add(pieces.next(pieceBytes)
                    .publishOn(Schedulers.boundedElastic(), 4)
                    .map(buffer -> {
                        long bytes = buffer.readableByteCount();
                        DataBufferUtils.release(buffer);
                        return bytes;
                    })
                    .reduce(0L, Long::sum)
                    .block());
        }
        return lengths;
    }

    private Flux<DataBuffer> body(int buffers, int bytes) {
        return Flux.range(0, buffers)
                .map(_ -> (DataBuffer) pooled.allocateBuffer(bytes).write(new byte[bytes]))
                .doOnNext(handed::add);
    }

    private void assertThatAllIsGivenBack() {
        assertThat(handed).noneMatch(buffer -> ((PooledDataBuffer) buffer).isAllocated());
    }
}
