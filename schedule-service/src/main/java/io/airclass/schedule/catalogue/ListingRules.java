package io.airclass.schedule.catalogue;

import io.airclass.kit.ids.Ids;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Decides by what a resource is found. */
final class ListingRules {
    /** Terms of one resource. */
    static final int TERMS_MAX = 200;

    private static final int FACETS = 5;
    private static final int KEY_CHARS = 20;
    private static final String SEPARATOR = "\u001f";

    private ListingRules() {}

    static Listing listing(Item item, Origin origin) {
        var facets = Facets.of(item);
        return new Listing(origin.orgId(), shelf(origin.orgId(), facets), keys(origin.orgId(), facets), terms(item));
    }

    /** The one key for a choice of facets at an organisation. */
    static String key(String orgId, Facets chosen) {
        return key(orgId, values(chosen));
    }

    /** The counter of these facets at an organisation; a facet that it does not have is part of it too. */
    static String shelf(String orgId, Facets facets) {
        return key("shelf" + SEPARATOR + orgId, values(facets));
    }

    /** One for each combination of the facets that there are: at most 32. */
    private static List<String> keys(String orgId, Facets facets) {
        var all = values(facets);
        return IntStream.range(0, 1 << FACETS)
                .filter(choice -> IntStream.range(0, FACETS)
                        .allMatch(i -> !isChosen(choice, i) || !all.get(i).isEmpty()))
                .mapToObj(choice -> key(
                        orgId,
                        IntStream.range(0, FACETS)
                                .mapToObj(i -> isChosen(choice, i) ? all.get(i) : "")
                                .toList()))
                .toList();
    }

    private static boolean isChosen(int choice, int facet) {
        return (choice >> facet & 1) != 0;
    }

    private static List<String> values(Facets facets) {
        return Stream.of(
                        text(facets.stage()),
                        text(facets.subject()),
                        text(facets.type()),
                        text(facets.edition()),
                        text(facets.unit()))
                .toList();
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static String key(String first, List<String> rest) {
        var whole = first + SEPARATOR + String.join(SEPARATOR, rest);
        return Ids.sha256Hex(whole.getBytes(StandardCharsets.UTF_8)).substring(0, KEY_CHARS);
    }

    /** Of the title first, so that a long description takes no place from it. */
    static List<String> terms(Item item) {
        var terms = new LinkedHashSet<>(Terms.indexed(item.title()));
        if (item.unit() != null) {
            terms.addAll(Terms.asked(item.unit().name()));
        }
        terms.addAll(Terms.asked(item.description()));
        return new ArrayList<>(terms).subList(0, Math.min(terms.size(), TERMS_MAX));
    }
}
