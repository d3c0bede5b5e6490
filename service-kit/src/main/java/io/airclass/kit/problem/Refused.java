package io.airclass.kit.problem;

import reactor.core.publisher.Mono;

/** The one exception that carries a {@link Rejection} through a Mono to the edge; it has no stack trace, it is not a bug. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Rejection rejection;

    public Refused(Rejection rejection) {
        super(rejection.slug(), null, false, false);
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }

    /** A Mono that refuses. */
    public static <T> Mono<T> mono(Rejection rejection) {
        return Mono.error(() -> new Refused(rejection));
    }
}
