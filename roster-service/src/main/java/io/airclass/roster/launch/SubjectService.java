package io.airclass.roster.launch;

import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.roster.personal.Sealing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Pseudonyms: the same for a person at one app for ever, and another at every other app. */
@Service
class SubjectService {
    private static final Logger log = LoggerFactory.getLogger(SubjectService.class);
    private static final String HMAC = "HmacSHA256";
    private static final String CONTEXT = "subjectKeys/subjects";
    private static final int KEY_BYTES = 32;

    private final SubjectKeyRepository repository;
    private final Sealing sealing;
    private final Mono<SecretKeySpec> key;

    SubjectService(SubjectKeyRepository repository, Sealing sealing, Scheduler blocking) {
        this.repository = repository;
        this.sealing = sealing;
        this.key = Mono.defer(this::stored)
                .publishOn(blocking)
                .flatMap(this::sealedAnew)
                .map(this::open)
                .cacheInvalidateIf(_ -> false);
    }

    /** An older key of the settings may go once this has sealed with the new one; Spring calls this once and subscribes again and again. */
    @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT1H")
    Mono<Void> reseal() {
        return Mono.defer(repository::find).flatMap(this::sealedAnew).then().onErrorResume(thrown -> {
            log.warn("The key of pseudonyms was not sealed anew and will be", thrown);
            return Mono.empty();
        });
    }

    /** Nobody without the key can say whose it is, or that two of them are one person's. */
    Mono<String> subject(String clientId, String personId) {
        return key.map(secret -> {
            try {
                var mac = Mac.getInstance(HMAC);
                mac.init(secret);
                byte[] code = mac.doFinal((clientId + "\n" + personId).getBytes(StandardCharsets.UTF_8));
                return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("A pseudonym cannot be made", e);
            }
        });
    }

    private Mono<Stored<SubjectKey>> stored() {
        return repository
                .find()
                .switchIfEmpty(
                        Mono.defer(() -> repository.createOrFind(new SubjectKey(sealing.seal(random(), CONTEXT)))));
    }

    private static byte[] random() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private Mono<Stored<SubjectKey>> sealedAnew(Stored<SubjectKey> found) {
        var secret = found.value().secret();
        return sealing.isCurrent(secret)
                ? Mono.just(found)
                : repository
                        .save(found, new SubjectKey(sealing.seal(sealing.open(secret, CONTEXT), CONTEXT)))
                        .onErrorReturn(VersionMoved.class, found);
    }

    private SecretKeySpec open(Stored<SubjectKey> found) {
        return new SecretKeySpec(sealing.open(found.value().secret(), CONTEXT), HMAC);
    }
}
