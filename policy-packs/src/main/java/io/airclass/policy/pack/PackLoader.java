package io.airclass.policy.pack;

import io.airclass.policy.Policies;
import io.airclass.policy.Rule;
import io.airclass.policy.pack.Fault.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;

/** Reads packs and holds them against each other; a county's pack is checked by loading it together with the shipped ones. */
public final class PackLoader {
    public static final int FAULTS_MAX = 100;
    static final int PACKS_MAX = 10_000;

    private PackLoader() {}

    /**
     * All packs together, or all their faults. The order in which they are given does not matter. Time grows with the number of
     * rules, times the rules of the same kind in the same place and the places around it.
     */
    public static Loading load(Collection<PackText> packs) {
        var faults = new ArrayList<Fault>();
        var rules = new ArrayList<Rule>();
        var fileOfPack = new HashMap<String, String>();
        var files = new HashMap<String, PackText>();
        if (packs.size() > PACKS_MAX) {
            faults.add(new Fault("", 1, Reason.NOT_PLAIN, "More than " + PACKS_MAX + " packs"));
            return new Loading.Refused(faults);
        }
        for (var text : packs.stream()
                .sorted(Comparator.comparing(PackText::file).thenComparing(PackText::yaml))
                .toList()) {
            if (files.put(text.file(), text) != null) {
                faults.add(new Fault(text.file(), 1, Reason.DUPLICATE, "Two packs are in files of this name"));
                continue;
            }
            var pack = new PackReader(text, faults).read();
            pack.ifPresent(read -> {
                var other = fileOfPack.putIfAbsent(read.name(), text.file());
                if (other != null) {
                    faults.add(new Fault(
                            text.file(),
                            read.line(),
                            Reason.DUPLICATE,
                            "The pack " + read.name() + " stands already in " + other));
                }
                rules.addAll(read.rules());
            });
        }
        new PackChecks(rules, faults).run();
        if (faults.isEmpty()) {
            return new Loading.Loaded(Policies.of(rules));
        }
        return new Loading.Refused(faults.stream()
                .sorted(Comparator.comparing(Fault::file)
                        .thenComparingInt(Fault::line)
                        .thenComparing(Fault::reason)
                        .thenComparing(Fault::message))
                .limit(FAULTS_MAX)
                .toList());
    }
}
