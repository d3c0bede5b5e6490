package io.airclass.rosterview;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.CalendarDay;
import io.airclass.contracts.roster.CalendarDayKind;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.Connectivity;
import io.airclass.contracts.roster.ConnectivityChangedV1;
import io.airclass.contracts.roster.ConnectivityCount;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.PersonGrant;
import io.airclass.contracts.roster.RosterEvent;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.contracts.roster.TermChangedV1;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.StoreConfiguration;
import io.airclass.testkit.DatabaseGuard;
import io.airclass.testkit.Infrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class RosterViewTest {
    private static final RosterViewSettings SETTINGS = new RosterViewSettings(1000, Duration.ofSeconds(3));

    private static final List<BsonDocument> finds = new CopyOnWriteArrayList<>();
    private static MongoClient client;

    private final AtomicLong nanos = new AtomicLong();
    private Database database;
    private RosterView view;

    @BeforeAll
    static void start() {
        MongoClientSettings.Builder settings = StoreConfiguration.clientSettings(
                new AirclassSettings.Mongodb(Infrastructure.mongodb(), Duration.ofSeconds(10)));
        client = MongoClients.create(settings.addCommandListener(DatabaseGuard.watch(Infrastructure::mongodb))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        if (event.getCommandName().equals("find")) {
                            finds.add(event.getCommand().clone());
                        }
                    }
                })
                .build());
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @BeforeEach
    void empty() {
        view = replica();
        Mono.from(Infrastructure.unguarded(database).drop()).block();
        database.makeIndexes().block();
        finds.clear();
    }

    private RosterView replica() {
        database = new Database(client.getDatabase("roster-view"), null, null, Clock.systemUTC());
        return new RosterView(database, SETTINGS, nanos::get);
    }

    private static PersonChangedV1 teacher(boolean deleted, Boolean disabled) {
        return new PersonChangedV1(
                "teacher-7",
                List.of(Role.TEACHER),
                List.of("school-8"),
                List.of(),
                List.of(),
                List.of(),
                List.of(new PersonGrant(Role.TEACHER, "school-8", null, null)),
                deleted,
                disabled);
    }

    @Test
    void who_is_unknown_disabled_or_gone_has_no_answer_and_who_may_come_has_grants() {
        var grants = new RosterViewConfiguration().grantSource(view, Clock.systemUTC());
        assertThat(grants.grantsOf("teacher-7").blockOptional()).isEmpty();
        view.apply(teacher(false, null), 1).block();
        assertThat(grants.grantsOf("teacher-7").block()).containsExactly(new Grant(Role.TEACHER, "school-8"));
        view.apply(teacher(false, true), 2).block();
        assertThat(grants.grantsOf("teacher-7").blockOptional()).isEmpty();
        view.apply(teacher(false, null), 3).block();
        assertThat(grants.grantsOf("teacher-7").blockOptional()).isPresent();
        view.apply(teacher(true, null), 4).block();
        assertThat(grants.grantsOf("teacher-7").blockOptional()).isEmpty();
    }

    @Test
    void a_school_day_is_read_from_calendars_and_terms_up_the_tree_and_then_from_memory() {
        var within = List.of("root", "xingyi", "school-8");
        var saturday = LocalDate.parse("2026-10-10");
        var thursday = new CalendarDay(saturday, CalendarDayKind.ADJUSTED, DayOfWeek.THURSDAY, "国庆节调休");
        apply(
                1,
                new CalendarChangedV1("xingyi", "2026-2027", List.of(thursday)),
                new TermChangedV1(
                        "term-1",
                        "root",
                        "第一学期",
                        LocalDate.parse("2026-09-01"),
                        LocalDate.parse("2027-01-22"),
                        "2026-2027",
                        false));

        SchoolDay day = view.schoolDay(within, saturday).block();
        assertThat(day.weekdayTimetable()).isEqualTo(DayOfWeek.THURSDAY);
        assertThat(day.weekNumber()).contains(6);
        finds.clear();
        assertThat(view.schoolDay(within, saturday.minusDays(1)).block().exception())
                .isNull();
        assertThat(finds).as("what is not there is remembered too").isEmpty();

        apply(2, new CalendarChangedV1("xingyi", "2026-2027", List.of()));
        apply(1, new CalendarChangedV1("xingyi", "2026-2027", List.of(thursday)));
        nanos.addAndGet(SETTINGS.heldFor().toNanos());
        assertThat(view.schoolDay(within, saturday).block().schoolDay()).isFalse();
    }

    @Test
    void what_a_class_has_to_learn_with_is_known_by_counts() {
        apply(
                1,
                new ConnectivityChangedV1(
                        "class-903",
                        "school-8",
                        List.of("root", "school-8", "class-903"),
                        List.of(
                                new ConnectivityCount(Connectivity.TV, 2),
                                new ConnectivityCount(Connectivity.PHONE, 40)),
                        3));

        ClassConnectivity known = view.connectivityOf("class-903").block();
        assertThat(known.students(Connectivity.PHONE)).isEqualTo(40);
        assertThat(known.students(Connectivity.NONE)).isZero();
        assertThat(known.needsMoreThanTheNetwork()).isTrue();
        assertThat(view.connectivityOf("class-904").block()).isNull();
    }

    @Test
    void what_the_roster_tells_is_read_back() {
        apply(
                1,
                org("root", null, OrgType.PREFECTURE, "522300", "root"),
                org("xingyi", "root", OrgType.COUNTY, "522301", "root", "xingyi"),
                schoolClass(List.of("student-1", "student-2"), "teacher-1"),
                student("student-1", "guardian-1", "guardian-2"),
                guardian("guardian-1", "student-1"),
                new TermChangedV1(
                        "term-1",
                        "root",
                        "第一学期",
                        LocalDate.parse("2026-09-01"),
                        LocalDate.parse("2027-01-22"),
                        "2026-2027",
                        false));

        SchoolClass known = view.schoolClass("class-903").block();
        assertThat(known.name()).isEqualTo("九年级（3）班");
        assertThat(known.teachers()).containsExactly(new ClassTeacher("teacher-1", "数学"));
        assertThat(known.within()).containsExactly("root", "xingyi", "school-8", "class-903");
        assertThat(view.org("xingyi").block().parentId()).isEqualTo("root");
        assertThat(view.org("root").block().parentId()).isNull();
        assertThat(view.person("student-1").block().roles()).containsExactly(Role.STUDENT);
        assertThat(view.studentsOf("class-903").block()).containsExactly("student-1", "student-2");
        assertThat(view.classesOf("teacher-1").block()).containsExactly(known);
        assertThat(view.classesOf("student-2").block()).containsExactly(known);
        assertThat(view.classesIn(known.schoolId()).block()).containsExactly(known);
        assertThat(view.childrenOf("guardian-2").block()).extracting(Person::id).containsExactly("student-1");
        assertThat(view.countyOf(known.within()).block()).isEqualTo("522301");
        assertThat(view.termAt(known.within(), LocalDate.parse("2026-09-01"))
                        .block()
                        .id())
                .isEqualTo("term-1");
        assertThat(view.termAt(known.within(), LocalDate.parse("2027-01-22"))
                        .block()
                        .id())
                .isEqualTo("term-1");
        assertThat(view.termAt(known.within(), LocalDate.parse("2027-01-23")).block())
                .isNull();
    }

    @Test
    void what_is_not_known_is_empty() {
        assertThat(view.schoolClass("class-903").block()).isNull();
        assertThat(view.person("student-1").block()).isNull();
        assertThat(view.org("root").block()).isNull();
        assertThat(view.studentsOf("class-903").block()).isEmpty();
        assertThat(view.classesOf("teacher-1").block()).isEmpty();
        assertThat(view.classesIn("school-8").block()).isEmpty();
        assertThat(view.childrenOf("guardian-1").block()).isEmpty();
        assertThat(view.guardiansOf(List.of("student-1")).block()).isEqualTo(Map.of("student-1", List.of()));
        assertThat(view.countyOf(List.of("root")).block()).isEqualTo("none");
    }

    @Test
    void a_fact_is_counted_by_county_and_stage() {
        apply(
                1,
                org("root", null, OrgType.PREFECTURE, "522300", "root"),
                org("xingyi", "root", OrgType.COUNTY, "522301", "root", "xingyi"),
                schoolClass(List.of("student-1"), "teacher-1"));
        assertThat(view.orgsBelow(List.of("root")).block()).extracting(Org::id).contains("xingyi");
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        PlaceCounter counter = new PlaceCounter(view, meters);

        counter.count("airclass.facts", view.schoolClass("class-903").block(), 3)
                .block();
        counter.count("airclass.facts", List.of("root"), 1).block();

        assertThat(meters.get("airclass.facts")
                        .tags("county", "522301", "stage", "JUNIOR")
                        .counter()
                        .count())
                .isEqualTo(3);
        assertThat(meters.get("airclass.facts")
                        .tags("county", "522300", "stage", "none")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_fact_that_cannot_be_counted_is_a_fact_all_the_same() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();

        try (MongoClient nowhere = MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100")) {
            RosterView unreachable = new RosterView(
                    new Database(nowhere.getDatabase("roster-view"), null, null, Clock.systemUTC()), SETTINGS);
            new PlaceCounter(unreachable, meters)
                    .count("airclass.facts", List.of("root"), 1)
                    .block();
        }

        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void an_event_delivered_again_changes_nothing() {
        ClassChangedV1 first = schoolClass(List.of("student-1"), "teacher-1");
        apply(5, first);
        apply(5, schoolClass(List.of("somebody-else"), "teacher-1"));
        apply(5, first);

        assertThat(view.studentsOf("class-903").block()).containsExactly("student-1");
    }

    @Test
    void events_in_any_order_end_in_the_last_state() {
        List<Integer> sequences =
                new ArrayList<>(IntStream.rangeClosed(1, 9).boxed().toList());
        for (int round = 0; round < 10; round++) {
            empty();
            Collections.shuffle(sequences, new Random(round));
            sequences.forEach(sequence -> apply(sequence, schoolClass(List.of("student-" + sequence), "teacher-1")));

            assertThat(view.studentsOf("class-903").block())
                    .as("order %s", sequences)
                    .containsExactly("student-9");
        }
    }

    @Test
    void events_at_the_same_time_end_in_the_last_state() {
        Flux.fromStream(IntStream.rangeClosed(1, 50).boxed())
                .flatMap(sequence -> view.apply(schoolClass(List.of("student-" + sequence), "teacher-1"), sequence), 50)
                .blockLast();

        assertThat(replica().studentsOf("class-903").block()).containsExactly("student-50");
    }

    @Test
    void what_was_deleted_is_gone_and_an_older_event_does_not_bring_it_back() {
        ClassChangedV1 there = schoolClass(List.of("student-1"), "teacher-1");
        apply(1, there);
        assertThat(view.schoolClass("class-903").block()).isNotNull();
        apply(
                3,
                new ClassChangedV1(
                        "class-903",
                        "school-8",
                        "九年级（3）班",
                        9,
                        Stage.JUNIOR,
                        there.within(),
                        List.of("student-1"),
                        List.of(),
                        null,
                        true));
        apply(2, there);

        assertThat(view.schoolClass("class-903").block()).isNull();
        assertThat(view.schoolClasses(List.of("class-903")).block()).isEmpty();
        assertThat(view.classesOf("student-1").block()).isEmpty();

        apply(4, there);
        assertThat(view.schoolClass("class-903").block().hasStudent("student-1"))
                .isTrue();
    }

    @Test
    void guardians_of_fifty_students_are_one_query() {
        List<String> students =
                IntStream.rangeClosed(1, 50).mapToObj(i -> "student-" + i).toList();
        students.forEach(id -> apply(1, student(id, "mother-of-" + id, "father-of-" + id)));
        finds.clear();

        Map<String, List<String>> guardians = view.guardiansOf(students).block();

        assertThat(guardians)
                .hasSize(50)
                .containsEntry("student-7", List.of("mother-of-student-7", "father-of-student-7"));
        assertThat(finds).hasSize(1);

        assertThat(view.guardiansOf(students).block()).isEqualTo(guardians);
        assertThat(finds).as("the second time it is in memory").hasSize(1);
    }

    @Test
    void many_who_ask_at_once_share_one_read() {
        apply(1, schoolClass(List.of("student-1"), "teacher-1"));
        finds.clear();

        Flux.range(0, 100).flatMap(_ -> view.schoolClass("class-903"), 100).blockLast();

        assertThat(finds).hasSize(1);
    }

    @Test
    void one_document_that_cannot_be_read_is_nothing_to_those_who_ask_for_others_at_the_same_time() {
        var students =
                IntStream.rangeClosed(1, 60).mapToObj(i -> "student-" + i).toList();
        students.forEach(id -> apply(1, student(id, "mother-of-" + id)));
        Mono.from(Infrastructure.unguarded(database)
                        .getCollection("rosterPeople", BsonDocument.class)
                        .insertOne(BsonDocument.parse("{_id: '坏了的', deleted: false, roles: '学生'}")))
                .block();

        var found = Flux.fromIterable(students)
                .startWith("坏了的")
                .startWith(students.subList(0, 2))
                .flatMap(id -> view.person(id).map(Person::id).onErrorReturn("不能读"), 100)
                .collectList()
                .block();

        assertThat(found).hasSize(63).containsOnlyOnce("不能读").containsAll(students);
    }

    @Test
    void the_replica_that_hears_a_change_answers_with_it_at_once() {
        apply(1, schoolClass(List.of("student-1"), "teacher-1"), student("student-1", "guardian-1"));
        assertThat(view.classesOf("student-2").block()).isEmpty();
        assertThat(view.studentsOf("class-903").block()).containsExactly("student-1");
        assertThat(view.childrenOf("guardian-2").block()).isEmpty();

        apply(2, schoolClass(List.of("student-1", "student-2"), "teacher-1"), student("student-1", "guardian-2"));

        assertThat(view.studentsOf("class-903").block()).containsExactly("student-1", "student-2");
        assertThat(view.classesOf("student-2").block()).hasSize(1);
        assertThat(view.guardiansOf(List.of("student-1")).block()).containsEntry("student-1", List.of("guardian-2"));
        assertThat(view.childrenOf("guardian-2").block()).hasSize(1);
    }

    @Test
    void another_replica_answers_with_it_within_five_seconds() {
        RosterView other = replica();
        apply(1, schoolClass(List.of("student-1"), "teacher-1"));
        assertThat(other.studentsOf("class-903").block()).containsExactly("student-1");
        assertThat(other.classesOf("student-1").block()).hasSize(1);

        apply(2, schoolClass(List.of("student-2"), "teacher-1"));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(other.studentsOf("class-903").block()).containsExactly("student-2");
        assertThat(other.classesOf("student-1").block()).isEmpty();
    }

    @Test
    void each_search_has_its_index() {
        assertThat(indexes("rosterClasses")).contains("memberIds");
        assertThat(indexes("rosterPeople")).contains("guardianIds");
        assertThat(indexes("rosterTerms")).contains("orgId");
    }

    private static List<String> indexes(String collection) {
        return Flux.from(client.getDatabase("roster-view")
                        .getCollection(collection)
                        .listIndexes())
                .map(index -> index.getString("name"))
                .collectList()
                .block();
    }

    private void apply(long sequence, RosterEvent... events) {
        Flux.fromArray(events).concatMap(event -> view.apply(event, sequence)).blockLast();
    }

    private static OrgChangedV1 org(String id, String parent, OrgType type, String code, String... within) {
        return new OrgChangedV1(id, type, parent, null, code, id, List.of(Stage.JUNIOR), List.of(within), false);
    }

    private static ClassChangedV1 schoolClass(List<String> students, String teacher) {
        return new ClassChangedV1(
                "class-903",
                "school-8",
                "九年级（3）班",
                9,
                Stage.JUNIOR,
                List.of("root", "xingyi", "school-8", "class-903"),
                students,
                List.of(new ClassTeacher(teacher, "数学")),
                teacher,
                false);
    }

    private static PersonChangedV1 student(String id, String... guardians) {
        return new PersonChangedV1(
                id,
                List.of(Role.STUDENT),
                List.of("school-8"),
                List.of("class-903"),
                List.of(guardians),
                List.of(),
                List.of(),
                false);
    }

    private static PersonChangedV1 guardian(String id, String... children) {
        return new PersonChangedV1(
                id,
                List.of(Role.GUARDIAN),
                List.of("school-8"),
                List.of(),
                List.of(),
                List.of(children),
                List.of(),
                false);
    }
}
