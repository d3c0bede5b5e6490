package io.airclass.rosterview;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.OrgType;
import io.airclass.contracts.Stage;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * An organisation as this service knows it.
 *
 * @param sequence of the event that told this state
 * @param divisionCode GB/T 2260; absent for a functional zone and below counties
 * @param within ids of all ancestors, the root first, the organisation itself last
 */
public record Org(
        @BsonId String id,
        long sequence,
        boolean deleted,
        OrgType type,
        @MayBeAbsent String parentId,
        @MayBeAbsent String managingOrgId,
        @MayBeAbsent String divisionCode,
        String name,
        List<Stage> stages,
        List<String> within) {}
