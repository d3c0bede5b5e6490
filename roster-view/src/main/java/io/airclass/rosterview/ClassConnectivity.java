package io.airclass.rosterview;

import io.airclass.contracts.roster.Connectivity;
import io.airclass.contracts.roster.ConnectivityCount;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * How many students of a class have what at home to learn with, as this service knows it.
 *
 * @param id of the class
 * @param sequence of the event that told this state
 * @param counts of each kind that somebody has
 * @param unstated for whom nobody has said it
 */
public record ClassConnectivity(
        @BsonId String id, long sequence, boolean deleted, List<ConnectivityCount> counts, int unstated) {

    public int students(Connectivity kind) {
        return counts.stream()
                .filter(one -> one.kind() == kind)
                .mapToInt(ConnectivityCount::students)
                .sum();
    }

    /** Whether somebody has a television and nothing that reaches the network, or nothing at all (R025). */
    public boolean needsMoreThanTheNetwork() {
        return students(Connectivity.TV) + students(Connectivity.NONE) > 0;
    }
}
