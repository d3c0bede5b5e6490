package io.airclass.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The habits of our code that a machine can check; docs/architecture.md says why each is there. */
public final class StructureRules {
    /** Where waiting for a Mono and subscribing to one is allowed. */
    private static final String KIT = "io.airclass.kit..";

    private StructureRules() {}

    /** Every rule for the code of a service. */
    public static List<ArchRule> forServices() {
        return List.of(
                rulesArePure(),
                onlyControllersSpeakHttp(),
                onlyRepositoriesSpeakToTheDatabase(),
                onlyListenersAndWiringKnowKafka(),
                nobodyWaitsForAMono(),
                nobodySubscribes(),
                noFieldInjection(),
                noForbiddenLibraries());
    }

    /** Checks the main code of a package against every rule. */
    public static void check(String basePackage) {
        var classes = mainClasses(basePackage);
        forServices().forEach(rule -> rule.allowEmptyShould(true).check(classes));
    }

    public static JavaClasses mainClasses(String... packages) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(packages);
    }

    public static ArchRule rulesArePure() {
        return noClasses()
                .that()
                .haveSimpleNameEndingWith("Rules")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "reactor..",
                        "org.reactivestreams..",
                        "org.springframework..",
                        "com.mongodb..",
                        "org.bson..",
                        "org.apache.kafka..",
                        "org.slf4j..",
                        "io.micrometer..")
                .orShould()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are a clock or a source of chance",
                        (JavaClass type) -> type.getFullName().equals("java.time.Clock")
                                || type.getFullName().startsWith("java.util.random")
                                || type.getFullName().equals("java.util.Random")))
                .because("rules decide from what they are given, and a test gives it");
    }

    public static ArchRule onlyControllersSpeakHttp() {
        return noClasses()
                .that()
                .haveSimpleNameEndingWith("Rules")
                .or()
                .haveSimpleNameEndingWith("Service")
                .or()
                .haveSimpleNameEndingWith("Repository")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "org.springframework.http..")
                .because("HTTP in and out is the controllers' business");
    }

    public static ArchRule onlyRepositoriesSpeakToTheDatabase() {
        return noClasses()
                .that()
                .haveSimpleNameEndingWith("Rules")
                .or()
                .haveSimpleNameEndingWith("Service")
                .or()
                .haveSimpleNameEndingWith("Controller")
                .or()
                .haveSimpleNameEndingWith("Listener")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.mongodb..", "org.bson..")
                .because("one repository knows one collection");
    }

    public static ArchRule onlyListenersAndWiringKnowKafka() {
        return noClasses()
                .that()
                .haveSimpleNameEndingWith("Rules")
                .or()
                .haveSimpleNameEndingWith("Service")
                .or()
                .haveSimpleNameEndingWith("Controller")
                .or()
                .haveSimpleNameEndingWith("Repository")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .because("events leave through the outbox and come in through listeners");
    }

    public static ArchRule nobodyWaitsForAMono() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(KIT)
                .should()
                .callMethodWhere(calls("reactor.core.publisher", "block", "blockFirst", "blockLast", "toIterable"))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.airclass.kit.store.Await")
                .because("an event loop that waits stops everybody");
    }

    public static ArchRule nobodySubscribes() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(KIT)
                .should()
                .callMethodWhere(calls("reactor.core.publisher", "subscribe"))
                .because("a bare subscribe loses its errors and its end");
    }

    public static ArchRule noFieldInjection() {
        return noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .because("constructors say what a class needs");
    }

    public static ArchRule noForbiddenLibraries() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "lombok..", "org.mapstruct..", "org.mockito..", "org.springframework.data..", "org.powermock..")
                .because("the code that is read is the code that runs");
    }

    private static DescribedPredicate<JavaCall<?>> calls(String ownerPackage, String... names) {
        var wanted = List.of(names);
        return DescribedPredicate.describe(
                "calls one of " + wanted + " of " + ownerPackage,
                call -> call.getTargetOwner().getPackageName().startsWith(ownerPackage)
                        && wanted.contains(call.getTarget().getName()));
    }
}
