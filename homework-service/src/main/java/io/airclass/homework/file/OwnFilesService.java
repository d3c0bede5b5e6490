package io.airclass.homework.file;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Finds the files that somebody names as their own. */
@Service
public class OwnFilesService {
    private final FileRepository files;

    OwnFilesService(FileRepository files) {
        this.files = files;
    }

    /** These files in this order; refused with {@code file-not-yours} unless all are the caller's own. */
    public Mono<List<Stored<HomeworkFile>>> own(Caller caller, List<String> ids) {
        return files.findAll(ids)
                .filter(file -> caller.is(file.value().ownerId()))
                .collectMap(Stored::id)
                .flatMap(found -> missing(ids, found)
                        .<Mono<List<Stored<HomeworkFile>>>>map(id -> Refused.mono(
                                Rejection.ruleBroken("file-not-yours").with("fileId", id)))
                        .orElseGet(() -> Mono.just(ids.stream().map(found::get).collect(Collectors.toList()))));
    }

    private static Optional<String> missing(List<String> ids, Map<String, ?> found) {
        return ids.stream().filter(id -> !found.containsKey(id)).findFirst();
    }
}
