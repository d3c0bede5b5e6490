package io.airclass.rosterview;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.airclass.contracts.OrgType;
import io.airclass.contracts.roster.LocalRuleChangedV1;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.RegimeChangedV1;
import io.airclass.contracts.roster.RegimePeriod;
import io.airclass.contracts.roster.RegimeStatement;
import io.airclass.contracts.roster.RosterEvent;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.StoreConfiguration;
import io.airclass.policy.Cohort;
import io.airclass.policy.Kind;
import io.airclass.policy.Rule;
import io.airclass.policy.Value;
import io.airclass.policy.Verdict;
import io.airclass.testkit.DatabaseGuard;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class PolicyDeskTest {
    private static final RosterViewSettings SETTINGS = new RosterViewSettings(1000, Duration.ofSeconds(3));
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final List<String> SCHOOL = List.of("root", "guizhou", "xingyi", "school-8", "class-403");
    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");

    private static final AtomicInteger commands = new AtomicInteger();
    private static MongoClient client;

    private final AtomicLong nanos = new AtomicLong();
    private Database database;
    private RosterView view;
    private PolicyDesk desk;

    @BeforeAll
    static void start() {
        client = MongoClients.create(StoreConfiguration.clientSettings(
                        new AirclassSettings.Mongodb(Infrastructure.mongodb(), Duration.ofSeconds(10)))
                .addCommandListener(DatabaseGuard.watch(Infrastructure::mongodb))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        commands.incrementAndGet();
                    }
                })
                .build());
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @BeforeEach
    void a_county_is_known() {
        view = replica();
        desk = desk(view);
        Mono.from(Infrastructure.unguarded(database).drop()).block();
        database.makeIndexes().block();
        apply(1, org("root", null, null, "root"));
        apply(1, org("guizhou", "root", "520000", "root", "guizhou"));
        apply(1, org("xingyi", "guizhou", "522301", "root", "guizhou", "xingyi"));
    }

    private RosterView replica() {
        database = new Database(client.getDatabase("policy-desk"), null, null, Clock.systemUTC());
        return new RosterView(database, SETTINGS, nanos::get);
    }

    private PolicyDesk desk(RosterView view) {
        return new PolicyDesk(view, SETTINGS, SHANGHAI, nanos::get);
    }

    private void apply(long sequence, RosterEvent event) {
        view.apply(event, sequence).block();
    }

    private static OrgChangedV1 org(String id, String parent, String code, String... within) {
        return new OrgChangedV1(id, OrgType.COUNTY, parent, null, code, id, List.of(), List.of(within), false);
    }

    private static RegimeChangedV1 regime(String org, RegimeStatement regime) {
        return new RegimeChangedV1(org, List.of(new RegimePeriod(regime, AT, null)));
    }

    private static LocalRuleChangedV1 rule(String id, String limit, LocalDate until) {
        return new LocalRuleChangedV1(
                id,
                "xingyi",
                List.of("root", "guizhou", "xingyi"),
                "homework.written.minutesPerClassDay",
                List.of(limit),
                List.of(4),
                List.of(),
                List.of(),
                LocalDate.parse("2026-11-01"),
                until,
                "兴义市教育局〔2026〕12号",
                null,
                false);
    }

    private Verdict judge(PolicyDesk asked, Kind kind, Value value, Instant at) {
        return asked.judge(SCHOOL, Cohort.ofGrade(4), kind, value, at).block();
    }

    private String decides(PolicyDesk asked) {
        return asked.at(SCHOOL, Cohort.ofGrade(4), AT)
                .block()
                .policies()
                .strictest(asked.at(SCHOOL, Cohort.ofGrade(4), AT).block().situation(), Kind.HOMEWORK_WRITTEN)
                .map(Rule::id)
                .orElseThrow();
    }

    @Test
    void the_regime_decides_from_its_instant_on() {
        assertThat(judge(desk, Kind.HOMEWORK_BY_PHONE, Value.of(true), AT)).isInstanceOf(Verdict.Broken.class);

        apply(1, regime("guizhou", RegimeStatement.ONLINE));

        assertThat(judge(desk, Kind.HOMEWORK_BY_PHONE, Value.of(true), AT)).isInstanceOf(Verdict.Allowed.class);
        assertThat(judge(desk, Kind.HOMEWORK_BY_PHONE, Value.of(true), AT.minusMillis(1)))
                .isInstanceOf(Verdict.Broken.class);

        apply(1, regime("xingyi", RegimeStatement.NORMAL));

        assertThat(judge(desk, Kind.HOMEWORK_BY_PHONE, Value.of(true), AT)).isInstanceOf(Verdict.Broken.class);

        apply(2, regime("xingyi", RegimeStatement.AS_ABOVE));

        assertThat(judge(desk, Kind.HOMEWORK_BY_PHONE, Value.of(true), AT)).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void a_local_rule_decides_while_it_is_the_strictest_and_in_force() {
        assertThat(decides(desk)).isEqualTo("HW-G3-6");

        apply(1, rule("LR-1", "45", null));
        assertThat(decides(desk)).isEqualTo("LR-1");

        apply(1, rule("LR-2", "50", null));
        assertThat(decides(desk)).isEqualTo("LR-1");

        apply(2, rule("LR-1", "45", LocalDate.parse("2026-11-21")));
        assertThat(decides(desk)).isEqualTo("LR-2");
        assertThat(judge(desk, Kind.HOMEWORK_WRITTEN, Value.of(46), AT)).isInstanceOf(Verdict.Allowed.class);
        assertThat(judge(desk, Kind.HOMEWORK_WRITTEN, Value.of(46), Instant.parse("2026-11-21T15:59:59Z")))
                .isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void an_event_that_comes_late_or_twice_changes_nothing() {
        apply(2, rule("LR-1", "45", null));
        apply(1, rule("LR-1", "10", null));
        apply(2, rule("LR-1", "20", null));

        assertThat(judge(desk, Kind.HOMEWORK_WRITTEN, Value.of(45), AT)).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void a_rule_that_this_version_does_not_understand_stops_no_other() {
        apply(
                1,
                new LocalRuleChangedV1(
                        "LR-9",
                        "xingyi",
                        List.of("root", "xingyi"),
                        "homework.onMars",
                        List.of("1"),
                        List.of(),
                        List.of(),
                        List.of(),
                        LocalDate.parse("2026-11-01"),
                        null,
                        "文件",
                        null,
                        false));
        apply(1, rule("LR-1", "45", null));

        assertThat(decides(desk)).isEqualTo("LR-1");
    }

    @Test
    void questions_are_answered_from_memory_and_freshness_costs_one_read() {
        apply(1, rule("LR-1", "45", null));
        decides(desk);
        commands.set(0);

        for (int i = 0; i < 100; i++) {
            judge(desk, Kind.HOMEWORK_WRITTEN, Value.of(i), AT);
        }
        assertThat(commands).hasValue(0);

        eventually(() -> {
            nanos.addAndGet(Duration.ofSeconds(3).toNanos());
            commands.set(0);
            for (int i = 0; i < 100; i++) {
                judge(desk, Kind.HOMEWORK_WRITTEN, Value.of(i), AT);
            }
            assertThat(commands.get())
                    .as(
                            "the stamp and the organisations of the place; an answer may come before the memory has noted its time")
                    .isBetween(2, 3);
        });
    }

    @Test
    void another_replica_knows_when_its_memory_is_over() {
        var other = desk(replica());
        assertThat(decides(other)).isEqualTo("HW-G3-6");

        apply(1, rule("LR-1", "45", null));
        assertThat(decides(other)).isEqualTo("HW-G3-6");

        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(decides(other)).isEqualTo("LR-1");
    }

    @Test
    void of_many_changes_at_once_none_is_missed() {
        var other = desk(replica());
        Races.of(40, i -> () -> {
            if (i % 4 == 0) {
                nanos.addAndGet(Duration.ofSeconds(3).toNanos());
                return judge(other, Kind.HOMEWORK_WRITTEN, Value.of(30), AT);
            }
            view.apply(rule("LR-" + (100 + i), String.valueOf(20 + i), null), 1).block();
            return null;
        });

        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(decides(other)).isEqualTo("LR-101");
        assertThat(other.at(SCHOOL, Cohort.ofGrade(4), AT).block().rules().stream()
                        .filter(rule -> rule.id().startsWith("LR-")))
                .hasSize(30);
    }
}
