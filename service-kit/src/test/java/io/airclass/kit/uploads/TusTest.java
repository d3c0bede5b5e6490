package io.airclass.kit.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.kit.problem.Refused;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TusTest {

    @Test
    void metadata_is_read() {
        assertThat(Tus.metadata("filename 5L2c5LiaLmpwZw==,is_confidential, filetype aW1hZ2UvanBlZw=="))
                .isEqualTo(Map.of("filename", "作业.jpg", "is_confidential", "", "filetype", "image/jpeg"));
        assertThat(Tus.metadata(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"filename ?", "a YQ== YQ==", ",", "a YQ==,a YQ==", "名 YQ=="})
    void metadata_that_is_none_is_refused(String header) {
        assertThatThrownBy(() -> Tus.metadata(header)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "-1", "+1", " 1", "1.0", "１", "1000000000000000000"})
    void a_number_of_bytes_is_digits(String header) {
        assertThatThrownBy(() -> Tus.bytes("Upload-Offset", header)).isInstanceOf(Refused.class);
    }

    @Test
    void a_number_of_bytes_is_read() {
        assertThat(Tus.bytes("Upload-Offset", "0")).isZero();
        assertThat(Tus.bytes("Upload-Offset", "999999999999999999")).isEqualTo(999_999_999_999_999_999L);
    }
}
