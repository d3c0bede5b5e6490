package io.airclass.roster.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
