package io.airclass.roster.care;

import io.airclass.contracts.roster.AuditRecordedV1;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection of lists that were taken along, each with its audit entry; shard key {@code _id}. */
@Repository
class CareExportRepository {
    private final AggregateStore<CareExport> store;

    CareExportRepository(Database database) {
        store = database.aggregates("careExports", CareExport.class);
    }

    Mono<Void> keep(String id, CareExport export, AuditRecordedV1 audit) {
        return store.create(id, null, export, List.of(audit)).then();
    }
}
