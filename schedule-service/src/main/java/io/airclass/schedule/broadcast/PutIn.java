package io.airclass.schedule.broadcast;

import io.airclass.schedule.broadcast.Reception.Entry;
import io.airclass.schedule.broadcast.Reception.Kind;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * The classes that schools put into broadcasts at some time, those that are in no more included: by broadcast and organisation, in the order of
 * their ids, so that a page of them costs what the page costs. About 500 bytes a class.
 */
final class PutIn implements Followed.Watcher<Reception> {
    private final Map<String, NavigableSet<String>> classes = new ConcurrentHashMap<>();

    @Override
    public void there(Reception said) {
        var ids = ids(said);
        if (!ids.isEmpty()) {
            keys(said)
                    .forEach(key -> classes.compute(key, (_, known) -> {
                        var all = known == null ? new ConcurrentSkipListSet<String>() : known;
                        all.addAll(ids);
                        return all;
                    }));
        }
    }

    /** A school that moved to another organisation is under the old one no more. */
    @Override
    public void left(Reception before, Reception now) {
        var kept = keys(now).toList();
        remove(ids(before), keys(before).filter(key -> !kept.contains(key)));
    }

    @Override
    public void gone(Reception said) {
        remove(ids(said), keys(said));
    }

    private void remove(List<String> ids, Stream<String> keys) {
        keys.forEach(key -> classes.computeIfPresent(key, (_, known) -> {
            ids.forEach(known::remove);
            return known.isEmpty() ? null : known;
        }));
    }

    /** Of all schools, the first so many that come after an id. */
    List<String> after(String broadcastId, String after, int max) {
        return first(broadcastId, after, max);
    }

    /** Of an organisation and all below it. */
    List<String> after(String broadcastId, String orgId, String after, int max) {
        return first(key(broadcastId, orgId), after, max);
    }

    private List<String> first(String key, String after, int max) {
        var known = classes.get(key);
        return known == null
                ? List.of()
                : known.tailSet(after, false).stream().limit(max).toList();
    }

    private static List<String> ids(Reception said) {
        return said.entries().stream()
                .filter(entry -> entry.kind() == Kind.IN)
                .map(Entry::classId)
                .distinct()
                .toList();
    }

    private static Stream<String> keys(Reception said) {
        return Stream.concat(
                Stream.of(said.broadcastId()), said.within().stream().map(orgId -> key(said.broadcastId(), orgId)));
    }

    private static String key(String broadcastId, String orgId) {
        return broadcastId + "~" + orgId;
    }
}
