package io.airclass.testkit.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.airclass.testkit.StructureRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StructureTest {

    static List<ArchRule> rules() {
        return StructureRules.forServices();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void each_rule_finds_its_planted_example(ArchRule rule) {
        var planted = new ClassFileImporter().importPackages("io.airclass.testkit.planted");
        assertThatThrownBy(() -> rule.check(planted)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_service_as_it_should_be_passes(ArchRule rule) {
        var notes = new ClassFileImporter()
                .importPackages("io.airclass.testkit.notes")
                .that(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are no tests", type -> !type.getFullName().contains("Test")));
        rule.allowEmptyShould(true).check(notes);
    }

    @Test
    void the_kit_itself_keeps_the_rules() {
        var kit = StructureRules.mainClasses("io.airclass.kit");
        assertThat(kit).isNotEmpty();
        StructureRules.check("io.airclass.kit");
    }
}
