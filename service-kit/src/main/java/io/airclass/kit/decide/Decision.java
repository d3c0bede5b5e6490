package io.airclass.kit.decide;

import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.problem.Rejection;
import java.util.List;

/** The answer of a rule to a command. */
public sealed interface Decision<S> {

    /** The command is right: {@code next} is the state after it, {@code events} what the world is told. */
    record Accepted<S>(S next, List<PublishedEvent> events) implements Decision<S> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** The command was carried out before, or asks for what is already so: nothing is written. */
    record Unchanged<S>(S current) implements Decision<S> {}

    /** The command is refused. */
    record Rejected<S>(Rejection rejection) implements Decision<S> {}

    static <S> Decision<S> accepted(S next, PublishedEvent... events) {
        return new Accepted<>(next, List.of(events));
    }

    static <S> Decision<S> unchanged(S current) {
        return new Unchanged<>(current);
    }

    static <S> Decision<S> rejected(Rejection rejection) {
        return new Rejected<>(rejection);
    }
}
