package io.airclass.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({"87.50,87.5", "100,100", "100.00,100", "0.0,0", "0,0", "7,7", "1E+2,100"})
    void equal_scores_are_written_alike(BigDecimal given, String written) {
        assertThat(Values.points("score", given)).hasToString(written);
    }

    @org.junit.jupiter.api.Test
    void a_missing_score_is_told_by_its_field() {
        assertThatNullPointerException()
                .isThrownBy(() -> Values.points("maxScore", null))
                .withMessageContaining("maxScore");
    }
}
