package io.airclass.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.launcher.Suite;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
            Pattern.compile("database\\s*\\.(?:aggregates|collection)\\(\\s*(?:\"(\\w+)\"|([A-Z]\\w+),)");

    private final OperationsDocument tables = OperationsDocument.inCheckout();
    private final String document = tables.text();

    @Test
    void a_setting_without_a_default_depends_on_the_place() {
        assertThat(Settings.inSource().all().stream()
                        .filter(setting -> setting.fallback().isEmpty()
                                && !setting.ownFallbacks().keySet().containsAll(setting.readers()))
                        .map(Setting::variable))
                .isNotEmpty()
                .isSubsetOf(tables.placeSettings().keySet());
    }

    @Test
    void a_setting_that_depends_on_the_place_is_read_by_those_who_are_named() {
        assertThat(tables.placeSettings()).isNotEmpty().allSatisfy((variable, modules) -> assertThat(modules)
                .isNotEmpty()
                .isSubsetOf(Settings.inSource().all().stream()
                        .filter(setting -> setting.variable().equals(variable))
                        .flatMap(setting -> setting.readers().stream())
                        .toList()));
    }

    @Test
    void the_secrets_that_may_be_missing_are_those_that_the_pods_start_without() {
        Map<String, String> optional = new TreeMap<>();
        Manifests.base().ofKind("Deployment").forEach(workload -> workload.container().at("env").items().stream()
                .filter(OperationsDocumentTest::isOptional)
                .forEach(entry -> optional.put(secret(entry), entry.at("name").text())));

        assertThat(tables.optionalSecrets()).isNotEmpty().isEqualTo(optional);
    }

    private static boolean isOptional(Node entry) {
        return "true".equals(entry.at("valueFrom.secretKeyRef.optional").text());
    }

    private static String secret(Node entry) {
        Node reference = entry.at("valueFrom.secretKeyRef");
        return reference.at("name").text() + "/" + reference.at("key").text();
    }

    @Test
    void the_secrets_to_be_made_are_those_that_the_pods_ask_for() {
        Set<String> made = new TreeSet<>();
        SECRET.matcher(document).results().forEach(secret -> KEY.matcher(secret.group(2))
                .results()
                .forEach(key -> made.add(secret.group(1) + "/" + key.group(1))));

        assertThat(made).isEqualTo(secretsAskedFor());
    }

    private static Set<String> secretsAskedFor() {
        return Manifests.base().ofKind("Deployment").stream()
                .flatMap(workload -> workload.container().at("env").items().stream())
                .filter(entry -> !entry.at("valueFrom.secretKeyRef").absent() && !isOptional(entry))
                .map(OperationsDocumentTest::secret)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_collection_has_its_shard_key_written_down() {
        Map<String, Set<String>> written = new TreeMap<>();
        tables.shardKeys().forEach((database, collections) -> written.put(database, new TreeSet<>(collections)));

        assertThat(written).isEqualTo(collections());
    }

    /** So that two who add one seldom write at the same place. */
    @Test
    void the_collections_of_a_database_stand_one_to_a_line_in_alphabetical_order() {
        assertThat(tables.shardKeys().values()).allSatisfy(collections -> assertThat(collections)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER));
    }

    @Test
    void the_name_of_a_collection_is_found_where_it_is_opened() {
        assertThat(collectionsIn("store = database.aggregates(\n    \"exams\", Exam.class);"))
                .containsExactly("exams");
        assertThat(collectionsIn("String DAYS = \"changedDays\"; database.collection(DAYS, Holder.class)"))
                .containsExactly("changedDays");
        assertThat(collectionsIn("String COLLECTION = \"inbox\"; database.collection(COLLECTION, Message.class)"))
                .containsExactly("inbox");
    }

    private static Map<String, Set<String>> collections() {
        Map<String, Set<String>> byDatabase = new TreeMap<>();
        byDatabase.put("all but roster", collectionsOf("roster-view"));
        Stream.of(Suite.Service.values())
                .filter(service -> service != Suite.Service.GATEWAY)
                .forEach(service -> byDatabase.put(
                        "airclass_" + service.module().replace("-service", ""), collectionsOf(service.module())));
        return byDatabase;
    }

    private static Set<String> collectionsOf(String module) {
        return Checkout.below(module + "/src/main/java", path -> path.toString().endsWith(".java")).stream()
                .flatMap(file -> collectionsIn(Checkout.text(file)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> collectionsIn(String source) {
        Set<String> names = new TreeSet<>();
        COLLECTION.matcher(source).results().forEach(opened -> {
            if (opened.group(1) == null) {
                var constant = Pattern.compile("String " + opened.group(2) + " = \"(\\w+)\"")
                        .matcher(source);
                assertThat(constant.find()).isTrue();
                names.add(constant.group(1));
            } else {
                names.add(opened.group(1));
            }
        });
        return names;
    }
}
