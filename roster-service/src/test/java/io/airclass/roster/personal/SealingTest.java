package io.airclass.roster.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealingTest {
    private static final String OLD = "k1:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String NEW =
            "k2:" + Base64.getEncoder().encodeToString("x".repeat(32).getBytes(StandardCharsets.US_ASCII));

    private final Sealing sealing = Sealing.of(OLD);

    @Test
    void what_was_sealed_opens_in_its_own_context_only() {
        Sealed sealed = sealing.seal("13800000000", "personal/student-1/phone");

        assertThat(sealing.openText(sealed, "personal/student-1/phone")).isEqualTo("13800000000");
        assertThatThrownBy(() -> sealing.open(sealed, "personal/student-2/phone"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_same_text_is_sealed_differently_each_time_and_never_printed() {
        Sealed first = sealing.seal("李明", "c");

        assertThat(first).isNotEqualTo(sealing.seal("李明", "c"));
        assertThat(first.toString()).isEqualTo("Sealed[keyId=k1, 34 bytes]");
    }

    @Test
    void a_changed_byte_anywhere_is_noticed() {
        Sealed sealed = sealing.seal("李明", "c");
        for (int i = 0; i < sealed.bytes().length; i++) {
            byte[] bytes = sealed.bytes();
            bytes[i] ^= 1;
            var damaged = new Sealed("k1", bytes);
            assertThatThrownBy(() -> sealing.open(damaged, "c")).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> sealing.open(new Sealed("k1", new byte[3]), "c"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_first_key_seals_and_every_key_opens() {
        Sealed old = sealing.seal("李明", "c");
        Sealing both = Sealing.of(NEW + "," + OLD);

        assertThat(both.openText(old, "c")).isEqualTo("李明");
        assertThat(both.isCurrent(old)).isFalse();
        assertThat(both.isCurrent(both.seal("李明", "c"))).isTrue();
        assertThatThrownBy(() -> Sealing.of(NEW).open(old, "c")).hasMessageContaining("lacks the key k1");
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not set",
        "nokey, key 1 must be id:base64",
        ":AAAA, key 1 must be id:base64",
        "k 1:AAAA, key 1 must be id:base64",
        "k1:****, key 1 is not base64",
        "k1:AAAA, key 1 is not 32 bytes long"
    })
    void a_setting_that_cannot_be_used_is_refused_without_telling_it(String setting, String message) {
        assertThatThrownBy(() -> Sealing.of(setting))
                .hasMessageContaining(message)
                .hasMessageNotContaining("AAAA")
                .hasMessageNotContaining("****");
        assertThatThrownBy(() -> Sealing.of(OLD + "," + OLD)).hasMessageContaining("has the id of an earlier one");
    }
}
