package io.airclass.gateway;

import static io.airclass.gateway.GatewayTest.problem;
import static io.airclass.gateway.ServiceAwayTest.timed;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An address where nobody even refuses. */
class ConnectTimeoutTest {

    @Test
    void an_address_that_takes_no_connection_is_told_within_a_second() throws IOException {
        // A backlog of one that is full: further connections get no answer at all.
        try (var deaf = new ServerSocket(0, 1);
                var _ = new Socket("localhost", deaf.getLocalPort());
                var _ = new Socket("localhost", deaf.getLocalPort());
                var gateway = new Gateway("airclass.homework.uri=http://localhost:" + deaf.getLocalPort())) {
            var caller = gateway.signedIn();
            caller.get().uri("/api/me").exchange().expectStatus().isOk();
            var took = IntStream.range(0, 4)
                    .mapToObj(_ -> timed(() ->
                            problem(caller.get().uri("/api/me/assignments").exchange(), 503, "service-unavailable")))
                    .min(Comparator.naturalOrder());
            assertThat(took.orElseThrow()).isBetween(Duration.ofMillis(700), Duration.ofMillis(1000));
        }
    }
}
