package io.airclass.schedule.filing;

import io.airclass.schedule.filing.FilingContent.Bundle;
import io.airclass.schedule.filing.FilingContent.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What is different between two bundles. */
final class ChangeRules {
    private ChangeRules() {}

    /** Ids, each list in order. */
    record Changes(List<String> added, List<String> removed, List<String> changed) {
        boolean isNone() {
            return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
        }
    }

    static Changes between(Bundle earlier, Bundle later) {
        var before = new TreeMap<String, String>();
        earlier.members().forEach(member -> before.put(member.id(), member.hash()));
        var added = new ArrayList<String>();
        var changed = new ArrayList<String>();
        for (Member member : later.members()) {
            var hash = before.remove(member.id());
            if (hash == null) {
                added.add(member.id());
            } else if (!hash.equals(member.hash())) {
                changed.add(member.id());
            }
        }
        return new Changes(List.copyOf(added), List.copyOf(before.keySet()), List.copyOf(changed));
    }
}
