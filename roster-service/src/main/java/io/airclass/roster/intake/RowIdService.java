package io.airclass.roster.intake;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Remembers which rows of whole bundles the relations stand for; writes only what differs. */
@Service
class RowIdService {
    private static final int ATTEMPTS_MAX = 8;

    private final RowIdRepository rowIds;

    RowIdService(RowIdRepository rowIds) {
        this.rowIds = rowIds;
    }

    /** Of classes, which a bundle names whole. */
    Mono<Void> replace(Map<String, RowIds> wanted) {
        return ensure(wanted, (next, _) -> next, 1);
    }

    /**
     * Of organisations, of whose people a bundle may name some.
     *
     * @param sortedPeople hashes of all that the bundle names
     */
    Mono<Void> merge(Map<String, RowIds> wanted, long[] sortedPeople) {
        return ensure(wanted, (next, known) -> next.besidesThoseOfOthers(known, sortedPeople), 1);
    }

    private Mono<Void> ensure(Map<String, RowIds> wanted, BinaryOperator<RowIds> merge, int attempt) {
        return rowIds.findAll(wanted.keySet())
                .collectMap(Stored::id, Function.identity())
                .flatMap(known -> rowIds.saveAll(changes(wanted, known, merge)))
                .flatMap(written -> {
                    if (written) {
                        return Mono.empty();
                    }
                    return attempt < ATTEMPTS_MAX
                            ? ensure(wanted, merge, attempt + 1)
                            : Refused.mono(Rejection.conflict("busy"));
                });
    }

    private static List<Change<RowIds>> changes(
            Map<String, RowIds> wanted, Map<String, Stored<RowIds>> known, BinaryOperator<RowIds> merge) {
        var changes = new ArrayList<Change<RowIds>>();
        wanted.forEach((id, next) -> {
            var stored = known.get(id);
            RowIds before = stored == null ? RowIds.NONE : stored.value();
            RowIds after = merge.apply(next, before);
            if (!after.equals(before)) {
                changes.add(new Change<>(id, stored == null ? 0 : stored.version(), after, List.of()));
            }
        });
        return changes;
    }
}
