package io.airclass.roster.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.export.ExportController.ParticularsRequest;
import io.airclass.roster.personal.Particular;
import java.util.Arrays;
import java.util.LinkedHashSet;
import org.junit.jupiter.api.Test;

class ExportRequestTest {

    private static ParticularsRequest asked(Particular... fields) {
        return new ParticularsRequest(new LinkedHashSet<>(Arrays.asList(fields)), "register");
    }

    @Test
    void the_fields_of_a_request_have_one_order_however_they_came() {
        assertThat(asked(Particular.values()).fields()).containsExactly(Particular.values());
        assertThat(asked(Arrays.asList(Particular.values()).reversed().toArray(Particular[]::new))
                        .fields())
                .containsExactly(Particular.values());
    }

    @Test
    void fields_that_are_lacking_reach_the_validation() {
        assertThat(new ParticularsRequest(null, "register").fields()).isNull();
        assertThat(asked(Particular.PHONE, null).fields()).containsExactly(null, Particular.PHONE);
    }
}
