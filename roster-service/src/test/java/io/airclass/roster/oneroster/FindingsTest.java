package io.airclass.roster.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.oneroster.Finding.Weight;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsTest {

    @Test
    void findings_beyond_the_bound_are_counted_and_not_kept() {
        var findings = new Findings(2);
        for (int line = 2; line < 12; line++) {
            findings.row(BundleFile.USERS, line, "username", "username-doubled", Map.of());
        }

        assertThat(findings.errors()).hasSize(2);
        assertThat(findings.errorCount()).isEqualTo(10);
        assertThat(findings.refused()).isFalse();
    }

    private static String shown(String text) {
        return new Finding(Weight.ROW, "users.csv", 2, "", "reference-unknown", Map.of("value", text))
                .facts()
                .get("value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800138000",
                "+8613800138000",
                "0086 13800138000",
                "+86 138-0013-8000",
                "138 0013 8000",
                "138-0013-8000",
                "１３８００１３８０００",
                "52010320100101001X",
                "520103 20100101 001X",
                "５２０１０３２０１００１０１００１Ｘ",
                "G52010320100101001X"
            })
    void a_mobile_or_identity_number_is_not_told_however_it_is_written(String number) {
        assertThat(shown(number)).isEqualTo("…");
        assertThat(shown("李明 " + number + "，父亲")).startsWith("李明 …").doesNotContainPattern("[0-9０-９]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"高一（1）班", "2026-11-01T08:00:00Z", "2026-09-01 2027-01-20", "1380013800", "5223011234567"})
    void what_is_no_such_number_is_told_as_it_was_written(String text) {
        assertThat(shown(text)).isEqualTo(text);
    }
}
