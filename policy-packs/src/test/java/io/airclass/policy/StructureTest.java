package io.airclass.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.InputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StructureTest {
    private static final ArchRule FEW_IMPORTS = classes()
            .that()
            .resideInAPackage("io.airclass.policy")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.airclass.policy", "java.lang..", "java.math", "java.time..", "java.util..");

    private static final ArchRule NO_CLOCK = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "asks for the time", (JavaMethodCall call) -> call.getName().equals("now")));

    @Test
    void the_evaluator_knows_no_clock_no_file_and_no_yaml() {
        var main = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.airclass.policy");

        FEW_IMPORTS.check(main);
        NO_CLOCK.check(main);
    }

    @Test
    void each_check_finds_its_planted_example() {
        var planted = new ClassFileImporter().importClasses(PlantedFile.class, PlantedClock.class);

        assertThat(FEW_IMPORTS.evaluate(planted).getFailureReport().toString()).contains("PlantedFile");
        assertThat(NO_CLOCK.evaluate(planted).getFailureReport().toString()).contains("PlantedClock");
    }

    /** Reads a file. */
    record PlantedFile(InputStream in) {}

    /** Asks for the time. */
    static final class PlantedClock {
        private PlantedClock() {}

        static Instant ask() {
            return Instant.now();
        }
    }
}
