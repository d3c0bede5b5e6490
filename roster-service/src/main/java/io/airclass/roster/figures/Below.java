package io.airclass.roster.figures;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** The sum of an organisation, and of each that answers to it and has schools; a school is in its own sum and in no child's. */
public record Below<S>(S all, Map<String, S> byChild) {

    /**
     * @param schools all below the organisation, itself among them where it is one
     * @param own what one school adds
     */
    public static <S> Below<S> of(
            String orgId,
            Collection<SchoolFigures> schools,
            Function<SchoolFigures, S> own,
            S nothing,
            BinaryOperator<S> plus) {
        S all = nothing;
        var byChild = new TreeMap<String, S>();
        for (SchoolFigures school : schools) {
            S adds = own.apply(school);
            all = plus.apply(all, adds);
            int place = school.within().indexOf(orgId);
            if (place + 1 < school.within().size()) {
                byChild.merge(school.within().get(place + 1), adds, plus);
            }
        }
        return new Below<>(all, byChild);
    }
}
