package io.airclass.homework.file;

import reactor.core.publisher.Flux;

/** Knows where a file was handed in. */
@FunctionalInterface
public interface HandIns {
    /** The classes whose homework the file is part of. */
    Flux<String> classesWith(String fileId);
}
