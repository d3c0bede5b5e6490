package io.airclass.homework.file;

import io.airclass.kit.auth.Caller;
import reactor.core.publisher.Mono;

/** Knows to which homework a file is attached. */
@FunctionalInterface
public interface Attachments {
    /** Whether the caller sees homework that the file is attached to. */
    Mono<Boolean> isShown(Caller caller, String fileId);
}
