package io.airclass.roster.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.intake.RowIds.Entry;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;

class RowIdsTest extends RosterServiceTest {
    private static final String PLACE = RowIds.ofOrg("race", 1);

    @Autowired
    RowIdService service;

    @Autowired
    RowIdRepository repository;

    @Autowired
    Database database;

    @BeforeEach
    void nothing_is_remembered() {
        Mono.from(Infrastructure.unguarded(database).getCollection("rowIds").deleteMany(new Document("_id", PLACE)))
                .block();
    }

    private static RowIds of(Entry... entries) {
        return RowIds.of(List.of(entries));
    }

    private RowIds stored() {
        return repository.findAll(List.of(PLACE)).blockFirst().value();
    }

    @Test
    void an_entry_is_seventeen_bytes_and_comes_back() {
        var first = new Entry(RowIds.hash("e-2"), RowIds.hash("student-1"), RowIds.STUDENT);
        var second = new Entry(RowIds.hash("e-1"), RowIds.hash("teacher-1"), RowIds.kindOf("数学"));

        var both = of(first, second);

        assertThat(both.all()).containsExactlyInAnyOrder(first, second);
        assertThat(both).isEqualTo(of(second, first));
        assertThat(both.entries()).hasSize(34);
    }

    @Test
    void of_a_million_ids_no_two_have_the_same_hash() {
        var hashes = new HashSet<Long>();
        for (int i = 0; i < 1_000_000; i++) {
            hashes.add(RowIds.hash("r-student-" + i));
        }

        assertThat(hashes).hasSize(1_000_000);
    }

    @Test
    void what_a_bundle_says_of_people_takes_the_place_of_what_is_known_of_them_and_of_nobody_else() {
        service.merge(Map.of(PLACE, of(new Entry(1, 11, (byte) 0), new Entry(2, 12, (byte) 0))), new long[] {11, 12})
                .block();

        service.merge(Map.of(PLACE, of(new Entry(3, 11, (byte) 1))), new long[] {11})
                .block();

        assertThat(stored()).isEqualTo(of(new Entry(3, 11, (byte) 1), new Entry(2, 12, (byte) 0)));
    }

    @Test
    void more_than_a_document_holds_is_not_remembered() {
        var many = new ArrayList<Entry>();
        for (int i = 0; i < RowIds.ENTRIES_MAX; i++) {
            many.add(new Entry(i, 1000 + i, (byte) 0));
        }

        assertThat(RowIds.of(many)
                        .besidesThoseOfOthers(RowIds.NONE, new long[0])
                        .all())
                .hasSize(RowIds.ENTRIES_MAX);
        assertThat(RowIds.of(many)
                        .besidesThoseOfOthers(of(new Entry(1, 1, (byte) 0)), new long[0])
                        .all())
                .isEmpty();
    }

    @Test
    void a_full_document_stays_below_a_megabyte() {
        assertThat(RowIds.ENTRIES_MAX * RowIds.ENTRY_BYTES).isLessThan(1_000_000 - 10_000);
    }

    @Test
    void the_roles_at_one_organisation_are_spread_over_all_its_documents() {
        var people = new HashMap<String, Integer>();
        for (int i = 0; i < 80_000; i++) {
            people.merge(RowIds.ofOrg("school", RowIds.hash("r-student-" + i)), 1, Integer::sum);
        }

        assertThat(people.keySet()).containsExactlyInAnyOrderElementsOf(RowIds.ofOrg("school"));
        assertThat(people.values()).allMatch(count -> count < 12_000);
    }

    @ParameterizedTest
    @CsvSource({
        "STUDENT,0",
        "GUARDIAN,1",
        "TEACHER,2",
        "HEAD_TEACHER,3",
        "SCHOOL_ADMINISTRATOR,4",
        "PRINCIPAL,5",
        "TEACHING_OFFICER,6",
        "TECHNICAL_OFFICER,7",
        "SUPERVISION_OFFICER,8",
        "ORG_ADMINISTRATOR,9",
        "RESEARCHER,10",
        "VENDOR_ENGINEER,11",
        "PLATFORM_ADMINISTRATOR,12"
    })
    void a_role_is_stored_as_it_always_was(Role role, byte kind) {
        assertThat(RowIds.kindOf(role)).isEqualTo(kind);
    }

    @Test
    void the_same_again_writes_nothing() {
        for (int i = 0; i < 2; i++) {
            service.merge(Map.of(PLACE, of(new Entry(1, 11, (byte) 0))), new long[] {11})
                    .block();
        }

        assertThat(repository.findAll(List.of(PLACE)).blockFirst().version()).isEqualTo(1);
    }

    @Test
    void of_six_bundles_at_once_for_one_school_nothing_is_lost() {
        Races.of(
                6,
                i -> () -> service.merge(Map.of(PLACE, of(new Entry(i, 100 + i, (byte) 0))), new long[] {100 + i})
                        .thenReturn(i)
                        .block());

        assertThat(stored().all()).hasSize(6);
    }
}
