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

/** Where an organisation may stand in the tree. */
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
        dropUnmanaged(placed, misfits);
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
            id = parentOf(id, proposed.get(id));
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

    private static String parentOf(String id, Org org) {
        if (id.equals(Org.ROOT)) {
            return null;
        }
        return org.parentId() == null ? Org.ROOT : org.parentId();
    }

    private static void decide(
            String id, Map<String, Org> proposed, int depthMax, Map<String, Org> placed, Map<String, Misfit> misfits) {
        Org org = proposed.get(id);
        String parentId = parentOf(id, org);
        boolean underBareRoot = Org.ROOT.equals(parentId) && !proposed.containsKey(Org.ROOT);
        Org parent = parentId == null ? null : placed.get(parentId);
        Misfit misfit = null;
        if (id.equals(Org.ROOT)) {
            misfit = org.parentId() == null ? null : Misfit.ROOT_HAS_PARENT;
        } else if (misfits.containsKey(parentId)) {
            misfit = Misfit.PARENT_REFUSED;
        } else if (parent == null && !underBareRoot) {
            misfit = Misfit.PARENT_MISSING;
        } else {
            misfit = misfitBelow(org, parentId, parent, depthMax);
        }
        if (misfit == null) {
            placed.put(id, stand(id, org, parentId, parent));
        } else {
            misfits.put(id, misfit);
        }
    }

    private static Misfit misfitBelow(Org org, String parentId, Org parent, int depthMax) {
        boolean underSchool = parent != null && parent.type() == OrgType.SCHOOL;
        if (org.type() == OrgType.TEACHING_POINT) {
            return underSchool ? depth(parent, depthMax) : Misfit.TEACHING_POINT_NEEDS_SCHOOL;
        }
        if (parent != null && !parentId.equals(Org.ROOT) && rank(parent.type()) >= rank(org.type())) {
            return Misfit.PARENT_UNFIT;
        }
        return depth(parent, depthMax);
    }

    private static Misfit depth(Org parent, int depthMax) {
        int depth = parent == null ? 1 : parent.within().size();
        return depth > depthMax ? Misfit.TOO_DEEP : null;
    }

    private static int rank(OrgType type) {
        return switch (type) {
            case PROVINCE -> 0;
            case PREFECTURE -> 1;
            case COUNTY, FUNCTIONAL_ZONE -> 2;
            case TOWNSHIP -> 3;
            case SCHOOL -> 4;
            case TEACHING_POINT -> 5;
        };
    }

    private static Org stand(String id, Org org, String parentId, Org parent) {
        List<String> within = new ArrayList<>();
        if (parent != null) {
            within.addAll(parent.within());
        } else if (parentId != null) {
            within.add(parentId);
        }
        within.add(id);
        return new Org(org.type(), org.name(), parentId, org.managingOrgId(), org.divisionCode(), org.stages(), within);
    }

    /** A managing organisation must stand, and be no school; what hangs below one that falls, falls. */
    private static void dropUnmanaged(Map<String, Org> placed, Map<String, Misfit> misfits) {
        boolean changed = true;
        while (changed) {
            var fallen = new HashMap<String, Misfit>();
            placed.forEach((id, org) -> {
                if (org.managingOrgId() != null && !manages(placed.get(org.managingOrgId()), org)) {
                    fallen.put(id, Misfit.MANAGING_ORG_UNFIT);
                } else if (misfits.containsKey(org.parentId())) {
                    fallen.put(id, Misfit.PARENT_REFUSED);
                }
            });
            fallen.keySet().forEach(placed::remove);
            misfits.putAll(fallen);
            changed = !fallen.isEmpty();
        }
    }

    private static boolean manages(Org manager, Org org) {
        return org.managingOrgId().equals(Org.ROOT) || manager != null && !manager.isSchool();
    }
}
