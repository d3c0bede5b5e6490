package io.airclass.homework.upload;

import io.airclass.kit.files.FileStore;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Database;
import io.airclass.kit.uploads.Upload;
import io.airclass.kit.uploads.UploadRoom;
import io.airclass.kit.uploads.UploadService;
import io.airclass.kit.uploads.UploadTaker;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The uploads of this service. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class UploadConfiguration {

    @Bean
    UploadService uploadService(
            Database database, FileStore store, UploadTaker taker, Clock clock, AirclassSettings settings) {
        return new UploadService(
                database.aggregates("uploads", Upload.class, UploadService.BY_DUE),
                database.aggregates("uploadRooms", UploadRoom.class),
                store,
                taker,
                clock,
                settings.files().fileBytesMax());
    }
}
