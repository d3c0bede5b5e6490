package io.airclass.roster.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.personal.Sealing;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

class KeysTest extends RosterServiceTest {
    private static final Duration OVERLAP = Duration.ofHours(1);
    private static final TokenSettings SETTINGS = new TokenSettings(
            Duration.ofMinutes(15), Duration.ofDays(14), Duration.ofDays(90), Duration.ofDays(30), OVERLAP);

    @Autowired
    IssuerKeyRepository repository;

    @Autowired
    Sealing sealing;

    @Autowired
    Database database;

    @BeforeEach
    @AfterEach
    void no_key_is_there() {
        for (String collection : List.of("issuerKeys", "signingKeys")) {
            Mono.from(Infrastructure.unguarded(database)
                            .getCollection(collection)
                            .deleteMany(new Document()))
                    .block();
        }
    }

    private KeyService replicaAt(Instant at) {
        return replicaAt(at, sealing);
    }

    private KeyService replicaAt(Instant at, Sealing itsSealing) {
        return new KeyService(
                repository, itsSealing, SETTINGS, Schedulers.boundedElastic(), Clock.fixed(at, ZoneOffset.UTC));
    }

    private List<String> publishedAt(Instant at) {
        return replicaAt(at).published().block().stream().map(RSAKey::getKeyID).toList();
    }

    private String signingAt(Instant at) {
        return replicaAt(at).signing().block().getKeyID();
    }

    @Test
    void a_key_is_published_before_it_signs_and_the_old_one_until_its_last_token_is_over() {
        Instant start = Instant.parse("2026-09-01T00:00:00Z");
        assertThat(signingAt(start)).isEqualTo("signing-key-1");
        Instant due = start.plus(Duration.ofDays(30)).minus(OVERLAP);

        replicaAt(due.minusMillis(1)).rotateWhenDue().block();
        assertThat(publishedAt(due)).containsExactly("signing-key-1");

        replicaAt(due).rotateWhenDue().block();
        assertThat(publishedAt(due)).containsExactly("signing-key-1", "signing-key-2");
        assertThat(signingAt(due.plus(OVERLAP).minusMillis(1))).isEqualTo("signing-key-1");

        Instant takesOver = due.plus(OVERLAP);
        assertThat(signingAt(takesOver)).isEqualTo("signing-key-2");
        assertThat(publishedAt(takesOver.plus(Duration.ofMinutes(15))))
                .containsExactly("signing-key-1", "signing-key-2");

        Instant over = takesOver.plus(Duration.ofMinutes(20));
        assertThat(publishedAt(over)).containsExactly("signing-key-2");
        replicaAt(over).rotateWhenDue().block();
        assertThat(repository.all().block()).hasSize(1);
        assertThat(signingAt(over)).isEqualTo("signing-key-2");
    }

    @Test
    void replicas_that_change_the_key_together_make_one() {
        Instant start = Instant.parse("2026-09-01T00:00:00Z");
        signingAt(start);
        Instant due = start.plus(Duration.ofDays(30));

        var next = Races.of(
                12,
                i -> () -> i % 2 == 0
                        ? replicaAt(due).rotate(_ -> List.of()).block().id()
                        : replicaAt(due)
                                .rotateWhenDue()
                                .thenReturn("signing-key-2")
                                .block());

        assertThat(new HashSet<>(next)).containsExactly("signing-key-2");
        assertThat(repository.all().block()).hasSize(2);
        var signing =
                Races.of(8, _ -> () -> replicaAt(due.plus(OVERLAP)).signing().block());
        assertThat(new HashSet<>(signing)).hasSize(1);
    }

    @Test
    void a_rotation_that_is_asked_for_twice_makes_one_key() {
        Instant start = Instant.parse("2026-09-01T00:00:00Z");
        signingAt(start);
        Instant at = start.plus(Duration.ofDays(3));

        var first = replicaAt(at).rotate(_ -> List.of()).block();
        var second = replicaAt(at.plusSeconds(60)).rotate(_ -> List.of()).block();

        assertThat(first).isEqualTo(second);
        assertThat(first.signsFrom()).isEqualTo(at.plus(OVERLAP));
    }

    @Test
    void a_replica_notices_a_key_that_another_one_made() {
        KeyService patient =
                new KeyService(repository, sealing, SETTINGS, Schedulers.boundedElastic(), Clock.systemUTC());
        assertThat(patient.published().block()).hasSize(1);
        patient.rotate(_ -> List.of()).block();

        assertThat(patient.published().block()).hasSize(2);
        assertThat(patient.signing().block().getKeyID()).isEqualTo("signing-key-1");
    }

    @Test
    void private_keys_are_not_readable_in_the_database() {
        signingAt(Instant.parse("2026-09-01T00:00:00Z"));

        String stored = Mono.from(Infrastructure.unguarded(database)
                        .getCollection("issuerKeys")
                        .find())
                .block()
                .toJson();

        assertThat(stored.replace("\\", "")).contains("RS256", "secret").doesNotContain("\"d\"", "\"p\"", "\"q\"");
    }

    @Test
    void a_key_that_was_stored_in_the_clear_is_sealed_and_goes_on_signing() throws JOSEException {
        RSAKey old = new RSAKeyGenerator(2048).keyID("signing-key-1").generate();
        Instant made = Instant.parse("2026-09-01T00:00:00Z");
        Mono.from(Infrastructure.unguarded(database)
                        .getCollection("signingKeys")
                        .insertOne(new Document("_id", "signing-key-1")
                                .append("version", 1L)
                                .append("jwk", old.toJSONString())
                                .append("madeAt", Date.from(made))))
                .block();

        var signing =
                Races.of(8, _ -> () -> replicaAt(made.plusSeconds(9)).signing().block());

        assertThat(signing).allMatch(key -> key.getModulus().equals(old.getModulus()));
        assertThat(repository.plain().collectList().block()).isEmpty();
    }

    @Test
    void a_new_encryption_key_takes_over_what_the_old_one_sealed() {
        Instant at = Instant.parse("2026-09-01T00:00:00Z");
        RSAKey before = replicaAt(at).signing().block();
        String known = "t1:VGhpcyBrZXkgaXMga25vd24gdG8gZXZlcnlib2R5ISE=";
        String fresh = "t2:" + Base64.getEncoder().encodeToString(new byte[32]);

        assertThat(replicaAt(at, Sealing.of(fresh + "," + known)).signing().block())
                .isEqualTo(before);

        assertThat(replicaAt(at, Sealing.of(fresh)).signing().block()).isEqualTo(before);
        assertThatThrownBy(() -> replicaAt(at, Sealing.of(known)).signing().block())
                .hasMessageContaining("lacks the key t2");
    }

    @Test
    void the_administrator_of_the_platform_changes_the_key_and_tokens_of_both_are_good() {
        String before = admin();
        JsonNode asked = json(client.post()
                .uri("/api/auth/keys/rotation")
                .headers(h -> h.setBearerAuth(before))
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody()
                .returnResult()
                .getResponseBody());

        assertThat(asked.get("state").asString()).isEqualTo("NEXT");
        JsonNode published = json(get(before, "/.well-known/jwks.json")
                .expectBody()
                .returnResult()
                .getResponseBody());
        assertThat(published.get("keys").findValuesAsString("kid"))
                .contains(asked.get("keyId").asString());
        assertThat(published.toString()).doesNotContain("\"d\"");
        get(before, "/api/me").expectStatus().isOk();
        get(admin(), "/api/me").expectStatus().isOk();
    }
}
