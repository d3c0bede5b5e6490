package io.airclass.kit.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;

class FirewallTest {
    private static String passed(String value) {
        return passed(MockServerHttpRequest.get("/api/me/lessons")
                .header("X-Said", value)
                .build());
    }

    private static String passed(MockServerHttpRequest request) {
        var exchange = MockServerWebExchange.from(request);
        return new AuthConfiguration()
                .firewall()
                .getFirewalledExchange(exchange)
                .block()
                .getRequest()
                .getHeaders()
                .getFirst("X-Said");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "~", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "tab\there", "七（1）班"})
    void what_is_text_comes_through(String value) {
        assertThat(passed(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null\0", "line\nbreak", "\u007f", "\u0085", "unassigned\u0378"})
    void what_is_none_is_refused(String value) {
        assertThatThrownBy(() -> passed(value)).isInstanceOf(ServerExchangeRejectedException.class);
    }

    @Test
    void what_is_not_there_is_not_there() {
        assertThat(passed(MockServerHttpRequest.get("/api/me/lessons").build())).isNull();
    }

    @Test
    void whatever_is_let_through_without_a_look_would_be_after_it() {
        for (char c = 0; c < 0x180; c++) {
            var text = String.valueOf(c);
            if (AuthConfiguration.isVisibleAscii(text)) {
                assertThat(StrictServerWebExchangeFirewall.ALLOWED_HEADER_VALUES.test(text))
                        .isTrue();
            }
        }
    }
}
