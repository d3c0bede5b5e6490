package io.airclass.rosterview;

import io.airclass.testkit.StructureRules;
import org.junit.jupiter.api.Test;

class StructureTest {
    @Test
    void the_view_keeps_the_structure_of_the_suite() {
        StructureRules.check("io.airclass.rosterview");
    }
}
