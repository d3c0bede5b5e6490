package io.airclass.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.launcher.Suite;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operations.md names what operations must make: the secrets, and the shard key of every collection. */
class OperationsDocumentTest {
    private static final Pattern SECRET =
            Pattern.compile("create secret generic ([a-z-]+)((?:[^\\n]*\\\\\\n)*[^\\n]*)");
    private static final Pattern KEY = Pattern.compile("--from-literal=([a-z-]+)=");
    private static final Pattern COLLECTION =
            Pattern.compile("database\\s*\\.(?:aggregates|collection)\\(\\s*(?:\"(\\w+)\"|COLLECTION)");
    private static final Pattern COLLECTION_CONSTANT = Pattern.compile("String COLLECTION = \"(\\w+)\"");

    private final String document = Checkout.text("docs/operations.md");

    @Test
    void the_secrets_to_be_made_are_those_that_the_pods_ask_for() {
        Set<String> made = new TreeSet<>();
        SECRET.matcher(document).results().forEach(secret -> KEY.matcher(secret.group(2))
                .results()
                .forEach(key -> made.add(secret.group(1) + "/" + key.group(1))));

        assertThat(made).isEqualTo(secretsAskedFor());
    }

    private static Set<String> secretsAskedFor() {
        Manifests base = Manifests.base();
        return base.ofKind("Deployment").stream()
                .flatMap(workload -> base.environment(workload).values().stream())
                .filter(value -> value.startsWith("secret "))
                .map(value -> value.substring("secret ".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_collection_has_its_shard_key_written_down() {
        String shardKeys = document.substring(document.indexOf("## Shard keys"));

        assertThat(collections()).isNotEmpty().allSatisfy(name -> assertThat(shardKeys)
                .contains("`" + name + "`"));
    }

    @Test
    void the_name_of_a_collection_is_found_where_it_is_opened() {
        assertThat(collectionsIn("store = database.aggregates(\n    \"exams\", Exam.class);"))
                .containsExactly("exams");
        assertThat(collectionsIn("String COLLECTION = \"inbox\"; database.collection(COLLECTION, Message.class)"))
                .containsExactly("inbox");
    }

    private static Set<String> collections() {
        return Stream.concat(
                        Stream.of("roster-view"),
                        Stream.of(Suite.Service.values()).map(Suite.Service::module))
                .flatMap(module ->
                        Checkout.below(module + "/src/main/java", path -> path.toString()
                                        .endsWith(".java"))
                                .stream())
                .flatMap(file -> collectionsIn(Checkout.text(file)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> collectionsIn(String source) {
        Set<String> names = new TreeSet<>();
        COLLECTION.matcher(source).results().forEach(opened -> {
            if (opened.group(1) == null) {
                var constant = COLLECTION_CONSTANT.matcher(source);
                assertThat(constant.find()).isTrue();
                names.add(constant.group(1));
            } else {
                names.add(opened.group(1));
            }
        });
        return names;
    }
}
