package io.airclass.testkit.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.testkit.ServiceTest;
import io.airclass.testkit.TestTokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Reactor Netty up to 1.3.7 forgot to read on when a request came before the answer to the one before had been put away. */
@ServiceTest
class KeepAliveTest {
    private static final int PATIENCE_MS = 30_000;

    @LocalServerPort
    int port;

    private static String request(String path, String token) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    }

    @Test
    void a_connection_whose_requests_overlap_answers_the_next_request_too() throws IOException {
        var token = TestTokens.token("teacher-1", TestTokens.grant(Role.TEACHER, "school-1"));
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(PATIENCE_MS);
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

            send(socket, request("/api/slow", token) + request("/api/none", "not-a-token"));
            assertThat(nextStatus(answers)).contains("200");
            assertThat(nextStatus(answers)).contains("401");

            send(socket, request("/api/none", "not-a-token"));
            assertThat(nextStatus(answers)).contains("401");
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String nextStatus(BufferedReader answers) throws IOException {
        String line = answers.readLine();
        while (line != null && !line.contains("HTTP/1.1 ")) {
            line = answers.readLine();
        }
        return line;
    }
}
