package io.airclass.testkit.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.testkit.DatabaseGuardExtension;
import io.airclass.testkit.Races;
import io.airclass.testkit.ServiceTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ServiceTest
class StoreTest {
    private static final Instant NOON = Instant.parse("2020-02-10T04:00:00.123Z");

    @Autowired
    NoteRepository notes;

    @Autowired
    Database database;

    @Test
    void each_record_of_a_sealed_family_comes_back_as_it_was_stored() {
        var open = create(new Note.Open("张老师", "第一课", List.of("root", "522301"), "讲义"));
        var sealed = create(new Note.Sealed("李老师", "第二课", List.of(), NOON));

        assertThat(find(open.id())).isEqualTo(open);
        assertThat(find(sealed.id())).isEqualTo(sealed);
        assertThat(raw(open.id())).containsEntry("kind", "open").containsEntry("version", 1L);
        assertThat(raw(sealed.id())).containsEntry("kind", "sealed");
    }

    @Test
    void many_are_made_and_changed_in_one_write_and_it_is_told_when_others_were_faster() {
        var known = create(new Note.Open("张老师", "第一课", List.of(), "讲义"));
        var made = new Note.Open("李老师", "第二课", List.of(), null);
        String id = Ids.next();
        var changes = List.of(
                new Change<Note>(id, 0, made, List.of()),
                new Change<Note>(known.id(), 1, new Note.Sealed("张老师", "第一课", List.of(), NOON), List.of()));

        assertThat(notes.store.saveAll(changes).block()).isTrue();
        assertThat(find(id)).isEqualTo(new Stored<Note>(id, 1, made));
        assertThat(raw(known.id())).doesNotContainKey("label").containsEntry("version", 2L);

        assertThat(notes.store.saveAll(changes).block()).isFalse();
        assertThat(notes.store.saveAll(changes.subList(1, 2)).block()).isFalse();
        assertThat(find(id).version()).isEqualTo(1);
        assertThat(find(known.id()).version()).isEqualTo(2);
        assertThat(notes.store.saveAll(List.of()).block()).isTrue();
    }

    @Test
    void fields_of_the_earlier_state_leave_the_document_and_an_absent_value_is_a_missing_field() {
        var open = create(new Note.Open("张老师", "第一课", List.of(), "讲义"));
        notes.store
                .save(open, new Note.Sealed("张老师", "第一课", List.of(), NOON), List.of())
                .block();

        assertThat(raw(open.id())).doesNotContainKey("label").containsEntry("version", 2L);

        var unlabelled = create(new Note.Open("张老师", "无标签", List.of(), null));
        assertThat(raw(unlabelled.id())).doesNotContainKey("label");
        assertThat(find(unlabelled.id())).isEqualTo(unlabelled);
    }

    @Test
    void of_50_saves_at_one_version_one_wins_and_49_are_told() {
        var note = create(new Note.Open("张老师", "原文", List.of(), "讲义"));

        var outcomes = Races.of(
                50,
                i -> () -> notes.store
                        .save(note, new Note.Open("张老师", "改" + i, List.of(), "讲义"), List.of())
                        .map(saved -> saved.value().text())
                        .onErrorResume(VersionMoved.class, _ -> Mono.just("moved"))
                        .block());

        assertThat(outcomes.stream().filter("moved"::equals)).hasSize(49);
        var winner =
                outcomes.stream().filter(o -> !o.equals("moved")).findFirst().orElseThrow();
        assertThat(find(note.id()).value().text()).isEqualTo(winner);
        assertThat(find(note.id()).version()).isEqualTo(2);
    }

    @Test
    void of_50_repeats_of_one_creation_one_has_an_effect_and_all_answer_the_same() {
        var id = Ids.next();
        var answers = Races.of(
                50,
                _ -> () -> notes.store
                        .create(id, "hash", new Note.Open("张老师", "同一条", List.of(), "讲义"), List.of())
                        .block());

        assertThat(answers).hasSize(50).containsOnly(find(id));
        assertThat(find(id).version()).isEqualTo(1);
    }

    @Test
    void another_request_for_the_same_id_is_refused() {
        var id = Ids.next();
        var note = new Note.Open("张老师", "甲", List.of(), "讲义");
        notes.store.create(id, "hash-1", note, List.of()).block();

        assertThatThrownBy(
                        () -> notes.store.create(id, "hash-2", note, List.of()).block())
                .isInstanceOf(Refused.class)
                .hasMessage("idempotency-key-reused");
        assertThatThrownBy(() -> notes.store.create(id, null, note, List.of()).block())
                .isInstanceOf(Refused.class)
                .hasMessage("already-exists");
    }

    @Test
    void a_change_that_loses_a_race_is_decided_again_on_the_new_state() {
        var note = create(new Note.Open("张老师", "", List.of(), "讲义"));

        var outcomes = Races.of(
                6,
                i -> () -> notes.change(note.id(), Optional.empty(), current -> {
                            var text = current.value().text() + i;
                            return Decision.accepted(new Note.Open("张老师", text, List.of(), "讲义"));
                        })
                        .block());

        assertThat(outcomes).hasSize(6);
        assertThat(find(note.id()).value().text()).hasSize(6).contains("0", "1", "2", "3", "4", "5");
        assertThat(find(note.id()).version()).isEqualTo(7);
    }

    @Test
    void a_change_with_an_expected_version_is_refused_at_another() {
        var note = create(new Note.Open("张老师", "甲", List.of(), "讲义"));

        assertThatThrownBy(() -> notes.change(note.id(), Optional.of(2L), n -> Decision.unchanged(n.value()))
                        .block())
                .hasMessage("stale-version");
        assertThat(notes.change("no-such-note", Optional.empty(), n -> Decision.unchanged(n.value()))
                        .blockOptional())
                .isEmpty();
    }

    @Test
    void a_put_creates_then_asks_which_version_it_changes_and_finds_its_repeats_done() {
        var id = Ids.next();
        assertThat(put(id, Optional.of(1L), "甲")).isEqualTo("stale-version");
        assertThat(put(id, Optional.empty(), "甲")).isEqualTo("changed to 1");
        assertThat(put(id, Optional.empty(), "甲")).isEqualTo("found 1");
        assertThat(put(id, Optional.empty(), "乙")).isEqualTo("if-match-missing");
        assertThat(put(id, Optional.of(2L), "乙")).isEqualTo("stale-version");
        assertThat(put(id, Optional.of(1L), "乙")).isEqualTo("changed to 2");
        assertThat(put(id, Optional.of(1L), "乙")).isEqualTo("found 2");
    }

    @Test
    void of_50_puts_at_once_one_wins_and_the_others_are_told() {
        var id = Ids.next();
        var created = Races.of(50, i -> () -> put(id, Optional.empty(), "新" + i));
        assertThat(created).containsOnlyOnce("changed to 1").containsOnly("changed to 1", "if-match-missing");
        var changed = Races.of(50, i -> () -> put(id, Optional.of(1L), "改" + i));
        assertThat(changed).containsOnlyOnce("changed to 2").containsOnly("changed to 2", "stale-version");
        var repeated = Races.of(50, _ -> () -> put(id, Optional.of(2L), "再改"));
        assertThat(repeated).containsOnlyOnce("changed to 3").containsOnly("changed to 3", "found 3");
    }

    private String put(String id, Optional<Long> expected, String text) {
        var next = new Note.Open("张老师", text, List.of(), "讲义");
        return notes.store
                .put(
                        id,
                        expected,
                        current -> current.isPresent() && current.get().value().equals(next)
                                ? Decision.unchanged(next)
                                : Decision.accepted(next))
                .map(put -> (put.changed() ? "changed to " : "found ")
                        + put.stored().version())
                .onErrorResume(Refused.class, refused -> Mono.just(refused.getMessage()))
                .block();
    }

    @Test
    void single_fields_change_at_a_version_only() {
        var note = create(new Note.Open("张老师", "甲", List.of(), "讲义"));

        assertThat(notes.store
                        .update(note.id(), 1, Updates.set("text", "乙"), List.of())
                        .block())
                .isEqualTo(2);
        assertThatThrownBy(() -> notes.store
                        .update(note.id(), 1, Updates.set("text", "丙"), List.of())
                        .block())
                .isInstanceOf(VersionMoved.class);
        assertThat(find(note.id()).value().text()).isEqualTo("乙");
    }

    @Test
    void pages_give_every_row_once_in_order_whatever_the_page_size() {
        var owner = Ids.next();
        for (var text : List.of("丙", "甲", "甲", "乙", "甲", "丁", "乙")) {
            create(new Note.Open(owner, text, List.of(), "讲义"));
        }
        var whole = pages(owner, false, 200);
        assertThat(whole).hasSize(7).doesNotHaveDuplicates();
        for (int limit = 1; limit <= 8; limit++) {
            assertThat(pages(owner, false, limit)).as("limit %d", limit).isEqualTo(whole);
            assertThat(pages(owner, true, limit))
                    .as("descending, limit %d", limit)
                    .isEqualTo(whole.reversed());
        }
    }

    private List<String> pages(String owner, boolean descending, int limit) {
        var ids = new ArrayList<String>();
        String cursor = null;
        do {
            var page = notes.ofOwner(owner, PageRequest.of("text", descending, limit, cursor))
                    .block();
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(note -> ids.add(note.id()));
            cursor = page.cursor();
        } while (cursor != null);
        return ids;
    }

    @Test
    void named_indexes_are_there_and_making_them_again_changes_nothing() {
        database.makeIndexes().block();
        var names = Flux.from(database.driver().getCollection("notes").listIndexes())
                .map(index -> index.getString("name"))
                .collectList()
                .block();
        assertThat(names).contains("byOwnerAndText", "outboxAt").doesNotHaveDuplicates();
    }

    @Test
    void the_guard_hears_what_a_service_under_test_asks() {
        Mono.from(database.driver()
                        .getCollection("notes")
                        .updateMany(Filters.eq("text", "没有"), Updates.set("text", "无")))
                .block();

        assertThatThrownBy(() -> new DatabaseGuardExtension().afterEach(null))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("updateMany", "update notes {text: string}");
    }

    private Stored<Note> create(Note note) {
        return notes.store.create(Ids.next(), null, note, List.of()).block();
    }

    private Stored<Note> find(String id) {
        return notes.find(id).block();
    }

    private Document raw(String id) {
        return Mono.from(database.driver().getCollection("notes").find(Filters.eq("_id", id)))
                .block();
    }
}
