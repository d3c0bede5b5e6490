package io.airclass.homework.file;

import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.files.Pictures;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.kit.uploads.Upload;
import io.airclass.kit.uploads.UploadTaker;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Makes homework files of stored contents, however these came. */
@Service
class FileKeepingService implements UploadTaker {
    private final FileRepository files;
    private final FileStore store;
    private final Pictures pictures;
    private final Clock clock;

    FileKeepingService(FileRepository files, FileStore store, Pictures pictures, Clock clock) {
        this.files = files;
        this.store = store;
        this.pictures = pictures;
        this.clock = clock;
    }

    @Override
    public Mono<String> contentOf(String fileId) {
        return files.find(fileId).map(file -> file.value().blobId());
    }

    @Override
    public Mono<String> take(String uploadId, Upload.About about, StoredFile whole, String plainId) {
        return keep(uploadId, about.ownerId(), about.name(), whole, plainId)
                .map(file -> file.value().blobId());
    }

    /**
     * The file of a content. What is refused, and what repeats a file that is there, leaves no content of its own.
     *
     * @param plainId of the content that takes the place of a picture's
     */
    Mono<Stored<HomeworkFile>> keep(String id, String ownerId, String name, StoredFile content, String plainId) {
        return switch (FileRules.take(content, name, ownerId, clock.instant())) {
            case Decision.Accepted<HomeworkFile>(HomeworkFile file, List<PublishedEvent> _) ->
                plain(content, name, plainId).flatMap(plain -> create(id, file.with(plain)));
            case Decision.Unchanged<HomeworkFile> _ -> Mono.empty();
            case Decision.Rejected<HomeworkFile>(Rejection rejection) ->
                store.delete(content.id()).then(Refused.mono(rejection));
        };
    }

    /** A picture without place, time and device; anything else as it is. */
    private Mono<StoredFile> plain(StoredFile content, String name, String plainId) {
        return FileRules.isPicture(content.type()) ? pictures.plain(content, name, plainId) : Mono.just(content);
    }

    private Mono<Stored<HomeworkFile>> create(String id, HomeworkFile file) {
        var hash = Ids.sha256Hex((file.name() + "\n" + file.sha256()).getBytes(StandardCharsets.UTF_8));
        return files.create(id, hash, file)
                .flatMap(kept -> kept.value().blobId().equals(file.blobId())
                        ? Mono.just(kept)
                        : store.delete(file.blobId()).thenReturn(kept))
                .onErrorResume(
                        Refused.class, refused -> store.delete(file.blobId()).then(Mono.error(refused)));
    }
}
