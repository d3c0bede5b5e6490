package io.airclass.gateway.upstream;

/** A service did not answer; what a breaker counts. */
final class UpstreamDown extends RuntimeException {
    private static final long serialVersionUID = 1;

    UpstreamDown(Throwable cause) {
        super(cause.toString(), cause, false, false);
    }
}
