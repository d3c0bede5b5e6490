package io.airclass.roster.org;

import io.airclass.contracts.OrgType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where an organisation may stand in the tree: below the one that answers for it, which is the managing organisation where there is one
 * (as for a school of the city that lies in a county), and else the parent.
 */
public final class OrgRules {
    private static final Pattern DIVISION_CODE = Pattern.compile("[0-9]{6}");

    private OrgRules() {}

    /** Why an organisation cannot stand where it wants to. */
    public enum Misfit {
        PARENT_MISSING,
        /** The parent has a misfit of its own. */
        PARENT_REFUSED,
        CYCLE,
        TOO_DEEP,
        TEACHING_POINT_NEEDS_SCHOOL,
        /** As a county below a school, or a prefecture below a county. */
        PARENT_UNFIT,
        ROOT_HAS_PARENT,
        /** Not there, fallen, a school, or not above what it is to manage. */
        MANAGING_ORG_UNFIT
    }

    /** What could be placed, parents before children, and why the others could not. */
    public record Placed(Map<String, Org> orgs, Map<String, Misfit> misfits) {}

    /** Six digits of GB/T 2260. */
    public static boolean isDivisionCode(String code) {
        return DIVISION_CODE.matcher(code).matches();
    }

    /**
     * Places every proposed organisation, or says why not; what hangs below a misfit falls with it. Those without a parent hang below the root.
     *
     * @return the placed ones with their {@code within}, parents before children
     */
    public static Placed place(Map<String, Org> proposed, int depthMax) {
        var placed = new LinkedHashMap<String, Org>();
        var misfits = new HashMap<String, Misfit>();
        proposed.keySet().forEach(id -> placeLine(id, proposed, depthMax, placed, misfits));
        dropUnlocated(placed, misfits);
        return new Placed(placed, misfits);
    }

    /** Walks up until something is decided, then down again; without recursion, as the depth is the sender's. */
    private static void placeLine(
            String start,
            Map<String, Org> proposed,
            int depthMax,
            Map<String, Org> placed,
            Map<String, Misfit> misfits) {
        Deque<String> line = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        String id = start;
        while (id != null && proposed.containsKey(id) && !placed.containsKey(id) && !misfits.containsKey(id)) {
            if (!seen.add(id)) {
                markCycle(id, line, misfits);
                break;
            }
            line.push(id);
            id = aboveOf(id, proposed.get(id));
        }
        while (!line.isEmpty()) {
            String next = line.pop();
            if (!misfits.containsKey(next)) {
                decide(next, proposed, depthMax, placed, misfits);
            }
        }
    }

    private static void markCycle(String id, Deque<String> line, Map<String, Misfit> misfits) {
        for (String member : line) {
            misfits.put(member, Misfit.CYCLE);
            if (member.equals(id)) {
                return;
            }
        }
    }

    /** Who answers for it; a teaching point always hangs below its school. */
    private static String aboveOf(String id, Org org) {
        if (id.equals(Org.ROOT)) {
            return null;
        }
        if (org.managingOrgId() != null && org.type() != OrgType.TEACHING_POINT) {
            return org.managingOrgId();
        }
        return org.parentId() == null ? Org.ROOT : org.parentId();
    }

    private static void decide(
            String id, Map<String, Org> proposed, int depthMax, Map<String, Org> placed, Map<String, Misfit> misfits) {
        Org org = proposed.get(id);
        String aboveId = aboveOf(id, org);
        Misfit misfit;
        if (id.equals(Org.ROOT)) {
            misfit = org.parentId() == null ? null : Misfit.ROOT_HAS_PARENT;
        } else if (aboveId.equals(org.parentId()) || org.managingOrgId() == null) {
            misfit = belowParent(org, aboveId, proposed, depthMax, placed, misfits);
        } else {
            misfit = managed(org, aboveId, depthMax, placed);
        }
        if (misfit == null) {
            placed.put(id, stand(id, org, aboveId, placed.get(aboveId)));
        } else {
            misfits.put(id, misfit);
        }
    }

    private static Misfit belowParent(
            Org org,
            String parentId,
            Map<String, Org> proposed,
            int depthMax,
            Map<String, Org> placed,
            Map<String, Misfit> misfits) {
        Org parent = placed.get(parentId);
        boolean underBareRoot = Org.ROOT.equals(parentId) && !proposed.containsKey(Org.ROOT);
        if (misfits.containsKey(parentId)) {
            return Misfit.PARENT_REFUSED;
        }
        if (parent == null && !underBareRoot) {
            return Misfit.PARENT_MISSING;
        }
        if (org.type() == OrgType.TEACHING_POINT) {
            boolean underSchool = parent != null && parent.type() == OrgType.SCHOOL;
            return underSchool ? depth(parent, depthMax) : Misfit.TEACHING_POINT_NEEDS_SCHOOL;
        }
        if (parent != null && !parentId.equals(Org.ROOT) && rank(parent.type()) >= rank(org.type())) {
            return Misfit.PARENT_UNFIT;
        }
        return depth(parent, depthMax);
    }

    private static Misfit managed(Org org, String managerId, int depthMax, Map<String, Org> placed) {
        Org manager = placed.get(managerId);
        if (managerId.equals(Org.ROOT)) {
            return depth(manager, depthMax);
        }
        if (manager == null || manager.isSchool() || rank(manager.type()) >= rank(org.type())) {
            return Misfit.MANAGING_ORG_UNFIT;
        }
        return depth(manager, depthMax);
    }

    private static Misfit depth(Org parent, int depthMax) {
        int depth = parent == null ? 1 : parent.within().size();
        return depth > depthMax ? Misfit.TOO_DEEP : null;
    }

    private static int rank(OrgType type) {
        return switch (type) {
            case PROVINCE -> 0;
            case PREFECTURE -> 1;
            case COUNTY, FUNCTIONAL_ZONE, AUTHORITY -> 2;
            case TOWNSHIP -> 3;
            case SCHOOL -> 4;
            case TEACHING_POINT -> 5;
        };
    }

    private static Org stand(String id, Org org, String aboveId, Org above) {
        List<String> within = new ArrayList<>();
        if (above != null) {
            within.addAll(above.within());
        } else if (aboveId != null) {
            within.add(aboveId);
        }
        within.add(id);
        String parentId = org.parentId() == null && !id.equals(Org.ROOT) ? Org.ROOT : org.parentId();
        return new Org(
                org.type(),
                org.name(),
                parentId,
                org.managingOrgId(),
                aboveId,
                org.divisionCode(),
                org.stages(),
                within);
    }

    /** Where it lies must stand as well; so must the manager of a teaching point. What hangs below one that falls, falls. */
    private static void dropUnlocated(Map<String, Org> placed, Map<String, Misfit> misfits) {
        boolean changed = true;
        while (changed) {
            var fallen = new HashMap<String, Misfit>();
            placed.forEach((id, org) -> {
                if (isNowhere(org.managingOrgId(), placed)) {
                    fallen.put(id, Misfit.MANAGING_ORG_UNFIT);
                } else if (isNowhere(org.answersTo(), placed)) {
                    fallen.put(id, Misfit.PARENT_REFUSED);
                } else if (isNowhere(org.parentId(), placed)) {
                    fallen.put(id, misfits.containsKey(org.parentId()) ? Misfit.PARENT_REFUSED : Misfit.PARENT_MISSING);
                } else if (isManagedElsewhere(org) && liesUnfit(org, placed.get(org.parentId()))) {
                    fallen.put(id, Misfit.PARENT_UNFIT);
                }
            });
            fallen.keySet().forEach(placed::remove);
            misfits.putAll(fallen);
            changed = !fallen.isEmpty();
        }
    }

    private static boolean isManagedElsewhere(Org org) {
        return org.type() != OrgType.TEACHING_POINT
                && org.managingOrgId() != null
                && !org.managingOrgId().equals(org.parentId());
    }

    private static boolean liesUnfit(Org org, Org parent) {
        return parent != null && !org.parentId().equals(Org.ROOT) && rank(parent.type()) >= rank(org.type());
    }

    private static boolean isNowhere(String id, Map<String, Org> placed) {
        return id != null && !id.equals(Org.ROOT) && !placed.containsKey(id);
    }
}
