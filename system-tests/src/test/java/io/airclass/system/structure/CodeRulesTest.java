package io.airclass.system.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.airclass.testkit.StructureRules;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodeRulesTest {
    private static final Map<String, String> PACKAGES = Map.of(
            "roster-service", "io.airclass.roster..",
            "schedule-service", "io.airclass.schedule..",
            "homework-service", "io.airclass.homework..",
            "exam-service", "io.airclass.exam..",
            "notification-service", "io.airclass.notification..",
            "gateway", "io.airclass.gateway..");

    static Stream<String> services() {
        return PACKAGES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void the_code_of_each_service_keeps_every_rule(String module) {
        var classes = classesOf(module);

        assertThat(classes).isNotEmpty();
        StructureRules.forServices().forEach(rule -> rule.allowEmptyShould(true).check(classes));
    }

    @ParameterizedTest
    @MethodSource("services")
    void no_service_uses_a_type_of_another(String module) {
        var others = PACKAGES.keySet().stream()
                .filter(other -> !other.equals(module))
                .map(PACKAGES::get)
                .toArray(String[]::new);
        noTypesOf(others).check(classesOf(module));
    }

    static Stream<ArchRule> rulesWithAPlantedExample() {
        return Stream.of(
                StructureRules.rulesArePure(),
                StructureRules.onlyControllersSpeakHttp(),
                StructureRules.onlyRepositoriesSpeakToTheDatabase(),
                StructureRules.onlyListenersAndWiringKnowKafka(),
                StructureRules.nobodyWaitsForAMono(),
                StructureRules.nobodySubscribes(),
                StructureRules.noFieldInjection(),
                StructureRules.noForbiddenLibraries(),
                noTypesOf("io.airclass.launcher.."));
    }

    @ParameterizedTest
    @MethodSource("rulesWithAPlantedExample")
    void each_rule_finds_its_planted_example(ArchRule rule) {
        var planted = new ClassFileImporter().importPackages("io.airclass.system.structure.planted");

        assertThat(rule.evaluate(planted).hasViolation())
                .as(rule.getDescription())
                .isTrue();
    }

    private static ArchRule noTypesOf(String... packages) {
        return ArchRuleDefinition.noClasses().should().dependOnClassesThat().resideInAnyPackage(packages);
    }

    private static JavaClasses classesOf(String module) {
        return new ClassFileImporter().importPaths(List.of(Repository.classes(module)));
    }
}
