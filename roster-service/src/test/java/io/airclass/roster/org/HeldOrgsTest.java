package io.airclass.roster.org;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;

/** What another replica has changed. */
class HeldOrgsTest extends RosterServiceTest {
    private static final Caller ADMIN =
            new Caller("admin", "s1", List.of(new Grant(Role.PLATFORM_ADMINISTRATOR, Org.ROOT)), Instant.MAX);

    @Autowired
    OrgService service;

    @Autowired
    OrgRepository orgs;

    @Autowired
    Database database;

    @Test
    void a_write_is_decided_on_what_is_there_and_a_reading_knows_it_soon() {
        var id = "h" + UUID.randomUUID();
        var files = Zips.school();
        files.put("orgs.csv", files.get("orgs.csv") + Zips.org(id, "兴义市第九中学", "school", "xingyi", "school", ""));
        imported(files);
        assertThat(service.read(ADMIN, id).block()).isNotNull();

        var stored = orgs.find(id).block();
        new OrgRepository(database)
                .saveAll(List.of(
                        new Change<>(id, stored.version(), stored.value().deleted(), List.of())))
                .block();

        assertThat(isThere(service.readNow(ADMIN, id))).isFalse();
        eventually(() -> assertThat(isThere(service.read(ADMIN, id))).isFalse());
    }

    private static boolean isThere(Mono<?> reading) {
        return reading.hasElement().onErrorReturn(Refused.class, false).block();
    }
}
