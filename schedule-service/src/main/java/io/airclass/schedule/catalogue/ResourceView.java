package io.airclass.schedule.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.List;

/**
 * A resource as it is read.
 *
 * @param state draft, submitted, returned, approved or withdrawn
 * @param warnings what is odd about it, as codes
 * @param comment why it was returned, or withdrawn
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ResourceView(
        String id,
        long version,
        String state,
        boolean offered,
        String orgId,
        Stage stage,
        List<Integer> grades,
        String subject,
        ResourceType type,
        String edition,
        UnitView unit,
        String title,
        String description,
        long minutes,
        FileView file,
        String link,
        BroadcastView broadcast,
        Instant availableFrom,
        Instant availableUntil,
        Instant offeredAt,
        List<String> warnings,
        String comment) {

    record UnitView(int grade, String name) {}

    /**
     * @param content where it is fetched
     * @param size in bytes
     */
    record FileView(String name, String type, long size, String sha256, String content) {}

    record BroadcastView(String channel, Instant startsAt, Instant endsAt) {}

    static ResourceView of(Stored<Resource> stored) {
        var resource = stored.value();
        var item = resource.item();
        return new ResourceView(
                stored.id(),
                stored.version(),
                state(resource),
                resource instanceof Resource.Approved approved && approved.isOffered(),
                resource.origin().orgId(),
                item.stage(),
                item.grades(),
                item.subject(),
                item.type(),
                item.edition(),
                item.unit() == null
                        ? null
                        : new UnitView(item.unit().grade(), item.unit().name()),
                item.title(),
                item.description(),
                item.minutes(),
                item.source() instanceof Source.OwnFile file
                        ? new FileView(
                                file.name(),
                                file.type(),
                                file.bytes(),
                                file.sha256(),
                                "/api/resources/" + stored.id() + "/content")
                        : null,
                item.source() instanceof Source.Link link ? link.url() : null,
                item.source() instanceof Source.Broadcast tv
                        ? new BroadcastView(tv.channel(), tv.startsAt(), tv.endsAt())
                        : null,
                item.availableFrom(),
                item.availableUntil(),
                resource instanceof Resource.Approved approved ? approved.offeredAt() : null,
                ItemRules.warnings(item),
                comment(resource));
    }

    private static String state(Resource resource) {
        return switch (resource) {
            case Resource.Draft _ -> "draft";
            case Resource.Submitted _ -> "submitted";
            case Resource.Returned _ -> "returned";
            case Resource.Approved _ -> "approved";
            case Resource.Withdrawn _ -> "withdrawn";
        };
    }

    private static String comment(Resource resource) {
        return switch (resource) {
            case Resource.Returned returned -> returned.comment();
            case Resource.Withdrawn withdrawn -> withdrawn.reason();
            case Resource.Draft _, Resource.Submitted _, Resource.Approved _ -> null;
        };
    }
}
