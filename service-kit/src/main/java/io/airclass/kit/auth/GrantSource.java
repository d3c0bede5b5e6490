package io.airclass.kit.auth;

import java.util.List;
import reactor.core.publisher.Mono;

/** Who knows a person's grants where the token does not name them, as those of other issuers do not. */
@FunctionalInterface
public interface GrantSource {
    /**
     * What the person may be now, by one indexed read at most; empty for somebody who is let in nowhere: unknown, gone or disabled.
     */
    Mono<List<Grant>> grantsOf(String personId);
}
