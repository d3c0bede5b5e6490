package io.airclass.schedule.catalogue;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.schedule.ResourceEnd;
import io.airclass.contracts.schedule.ResourcePublishedV1;
import io.airclass.contracts.schedule.ResourceWithdrawnV1;
import io.airclass.contracts.schedule.TvLessonAnnouncedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.schedule.catalogue.Resource.Approved;
import io.airclass.schedule.catalogue.Resource.Draft;
import io.airclass.schedule.catalogue.Resource.Returned;
import io.airclass.schedule.catalogue.Resource.Submitted;
import io.airclass.schedule.catalogue.Resource.Withdrawn;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Decides who may do what with a resource, and what becomes of it. */
final class ResourceRules {
    private static final Set<Role> TEACHERS = Set.of(Role.TEACHER, Role.HEAD_TEACHER);
    private static final Set<Role> EDITORS =
            Set.of(Role.SCHOOL_ADMINISTRATOR, Role.TEACHING_OFFICER, Role.ORG_ADMINISTRATOR, Role.RESEARCHER);
    private static final Set<Role> REVIEWERS =
            Set.of(Role.SCHOOL_ADMINISTRATOR, Role.PRINCIPAL, Role.TEACHING_OFFICER, Role.RESEARCHER);
    private static final Set<Role> OVERSEERS = Set.of(
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR,
            Role.RESEARCHER);

    private ResourceRules() {}

    /** Teachers for their school; who edits for a school or bureau, there and below. */
    static boolean mayAuthor(Caller caller, Org org) {
        boolean ofSchool = org.type() == OrgType.SCHOOL || org.type() == OrgType.TEACHING_POINT;
        return caller.reaches(EDITORS, org.within()) || (ofSchool && caller.reaches(TEACHERS, org.within()));
    }

    /** A whole list at once. */
    static boolean mayImport(Caller caller, Org org) {
        return caller.reaches(EDITORS, org.within());
    }

    static boolean mayReview(Caller caller, Collection<String> within) {
        return caller.reaches(REVIEWERS, within);
    }

    static boolean knows(Caller caller, Collection<String> within) {
        return caller.reaches(OVERSEERS, within);
    }

    /** @param reached ids of all organisations that the caller belongs to, those above them among them */
    static boolean sees(Caller caller, Resource resource, Collection<String> reached, Instant at) {
        return isOffered(resource, at) && reached.contains(resource.origin().orgId())
                || caller.is(resource.origin().authorId())
                || knows(caller, resource.origin().within());
    }

    static boolean isOffered(Resource resource, Instant at) {
        return resource instanceof Approved approved
                && approved.isOffered()
                && approved.item().isAvailableAt(at);
    }

    /** What is changed has to be looked at again. */
    static Decision<Resource> edit(Stored<Resource> current, Item next) {
        if (current.value() instanceof Withdrawn) {
            return Decision.rejected(Rejection.conflict("resource-withdrawn"));
        }
        return ended(current, new Draft(next, current.value().origin()), ResourceEnd.EDITED);
    }

    /** The same by a list: whoever sent it wrote it, and does not review it. */
    static Decision<Resource> rewrite(Stored<Resource> current, Item next, String authorId) {
        if (current.value().item().equals(next)) {
            return Decision.unchanged(current.value());
        }
        if (current.value() instanceof Withdrawn) {
            return Decision.rejected(Rejection.conflict("resource-withdrawn"));
        }
        var was = current.value().origin();
        return ended(
                current,
                new Draft(next, new Origin(was.orgId(), was.within(), authorId, was.createdAt())),
                ResourceEnd.EDITED);
    }

    static Decision<Resource> submit(Stored<Resource> current, String submitterId, Instant at) {
        return switch (current.value()) {
            case Draft draft -> Decision.accepted(new Submitted(draft.item(), draft.origin(), submitterId, at));
            case Returned returned ->
                Decision.accepted(new Submitted(returned.item(), returned.origin(), submitterId, at));
            case Submitted submitted -> Decision.unchanged(submitted);
            case Approved _ -> Decision.rejected(Rejection.conflict("resource-approved"));
            case Withdrawn _ -> Decision.rejected(Rejection.conflict("resource-withdrawn"));
        };
    }

    static Decision<Resource> approve(Stored<Resource> current, Caller reviewer, Instant at) {
        return refusal(current.value(), reviewer)
                .<Decision<Resource>>map(Decision::rejected)
                .orElseGet(() -> {
                    var resource = current.value();
                    return resource.item().isOverAt(at)
                            ? Decision.rejected(Rejection.ruleBroken("resource-time-over"))
                            : began(current.id(), approved(resource, reviewer.personId(), at, at));
                });
    }

    static Decision<Resource> sendBack(Stored<Resource> current, Caller reviewer, String comment, Instant at) {
        return refusal(current.value(), reviewer)
                .<Decision<Resource>>map(Decision::rejected)
                .orElseGet(() -> Decision.accepted(new Returned(
                        current.value().item(), current.value().origin(), reviewer.personId(), at, comment)));
    }

    private static Optional<Rejection> refusal(Resource resource, Caller reviewer) {
        if (!(resource instanceof Submitted)) {
            return Optional.of(Rejection.conflict("resource-not-submitted"));
        }
        return reviewer.is(resource.origin().authorId())
                ? Optional.of(Rejection.forbidden("review-of-own"))
                : Optional.empty();
    }

    static Decision<Resource> withdraw(Stored<Resource> current, String by, String reason, Instant at) {
        return current.value() instanceof Withdrawn withdrawn
                ? Decision.unchanged(withdrawn)
                : ended(
                        current,
                        new Withdrawn(current.value().item(), current.value().origin(), by, at, reason),
                        ResourceEnd.WITHDRAWN);
    }

    /** What becomes of it when its time begins or ends. */
    static Decision<Resource> atEdge(Stored<Resource> current, Instant at) {
        if (!(current.value() instanceof Approved was) || was.edgeAt() == null || was.edgeAt() > at.toEpochMilli()) {
            return Decision.unchanged(current.value());
        }
        var next = approved(was, was.reviewerId(), was.reviewedAt(), at);
        return was.isOffered() && !next.isOffered()
                ? ended(current, next, ResourceEnd.EXPIRED)
                : began(current.id(), next);
    }

    private static Decision<Resource> began(String id, Approved next) {
        if (!next.isOffered()) {
            return Decision.accepted(next);
        }
        var item = next.item();
        var published = new ResourcePublishedV1(
                id,
                next.origin().orgId(),
                next.origin().within(),
                item.stage(),
                item.subject(),
                item.type(),
                item.edition(),
                item.unitName(),
                item.availableUntil());
        return item.source() instanceof Source.Broadcast broadcast
                ? Decision.accepted(next, published, announced(id, next.origin(), item, broadcast))
                : Decision.accepted(next, published);
    }

    private static TvLessonAnnouncedV1 announced(String id, Origin origin, Item item, Source.Broadcast broadcast) {
        return new TvLessonAnnouncedV1(
                id,
                origin.orgId(),
                origin.within(),
                item.stage(),
                item.grades(),
                item.subject(),
                item.title(),
                broadcast.channel(),
                broadcast.startsAt(),
                broadcast.endsAt());
    }

    private static Decision<Resource> ended(Stored<Resource> current, Resource next, ResourceEnd reason) {
        if (!(current.value() instanceof Approved was) || !was.isOffered()) {
            return Decision.accepted(next);
        }
        var item = was.item();
        return Decision.accepted(
                next,
                new ResourceWithdrawnV1(
                        current.id(),
                        was.origin().orgId(),
                        was.origin().within(),
                        item.stage(),
                        item.subject(),
                        item.type(),
                        item.edition(),
                        item.unitName(),
                        reason));
    }

    private static Approved approved(Resource resource, String reviewerId, Instant reviewedAt, Instant at) {
        var item = resource.item();
        boolean offered = item.isAvailableAt(at);
        return new Approved(
                item,
                resource.origin(),
                reviewerId,
                reviewedAt,
                edgeAt(item, at),
                item.hasBegunAt(at) ? TvLessonRules.airing(item, resource.origin()) : null,
                offered ? at : null,
                offered ? ListingRules.listing(item, resource.origin()) : null);
    }

    private static Long edgeAt(Item item, Instant at) {
        if (item.isOverAt(at)) {
            return null;
        }
        if (!item.hasBegunAt(at)) {
            return item.availableFrom().toEpochMilli();
        }
        return item.availableUntil() == null ? null : item.availableUntil().toEpochMilli();
    }
}
