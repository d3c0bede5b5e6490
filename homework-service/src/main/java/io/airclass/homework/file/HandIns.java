package io.airclass.homework.file;

import reactor.core.publisher.Flux;

/** Knows where a file was handed in, and to whom it was said. */
public interface HandIns {
    /** The classes whose homework the file is part of. */
    Flux<String> classesWith(String fileId);

    /** The submissions whose latest attempt the file is part of, at most twenty. */
    Flux<String> submissionsWith(String fileId);

    /** The students to whom a teacher said something aloud by this file. */
    Flux<String> studentsToldBy(String fileId);
}
