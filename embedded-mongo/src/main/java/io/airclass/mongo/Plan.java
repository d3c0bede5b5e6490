package io.airclass.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** How the documents that may match a filter are found. What is found is held against the whole filter afterwards. */
sealed interface Plan {

    /** Whether the documents come in the order that was asked for. */
    boolean sorted();

    /** As {@code explain} shows it, MongoDB's stages. */
    Document describe();

    /** A filter that nothing can match. */
    record Nothing() implements Plan {
        @Override
        public boolean sorted() {
            return true;
        }

        @Override
        public Document describe() {
            return new Document("stage", "EOF");
        }
    }

    /** Through every document, in the order of their ids. */
    record FullScan(boolean reverse, boolean sorted) implements Plan {
        @Override
        public Document describe() {
            return new Document("stage", "COLLSCAN").append("direction", reverse ? "backward" : "forward");
        }
    }

    /**
     * Through parts of an index.
     *
     * @param groups each in the order of the index; several are merged by what stands behind their prefixes
     * @param distinct whether a document may come more than once
     */
    record IndexScan(IndexSpec index, List<Group> groups, boolean reverse, boolean sorted, boolean distinct)
            implements Plan {
        @Override
        public Document describe() {
            if (index.isId() && isOnePoint()) {
                return new Document("stage", "IDHACK").append("indexName", index.name());
            }
            var scan = new Document("stage", "IXSCAN")
                    .append("keyPattern", index.keyPattern())
                    .append("indexName", index.name())
                    .append("isMultiKey", distinct)
                    .append("isUnique", index.unique())
                    .append("isSparse", index.sparse())
                    .append("isPartial", index.partialFilter().isPresent())
                    .append("direction", reverse ? "backward" : "forward");
            var read = groups.size() > 1 && sorted
                    ? new Document("stage", "SORT_MERGE").append("inputStages", List.of(scan))
                    : scan;
            return new Document("stage", "FETCH").append("inputStage", read);
        }

        boolean isOnePoint() {
            return groups.size() == 1
                    && groups.getFirst().intervals().size() == 1
                    && groups.getFirst().intervals().getFirst().point();
        }
    }

    /**
     * The branches of an {@code $or}, each by an index.
     *
     * @param order that each branch comes in, in which they are merged; empty for none
     */
    record Union(List<IndexScan> branches, List<IndexSpec.Field> order) implements Plan {
        @Override
        public boolean sorted() {
            return !order.isEmpty();
        }

        @Override
        public Document describe() {
            return new Document("stage", "SUBPLAN")
                    .append(
                            "inputStage",
                            new Document("stage", sorted() ? "SORT_MERGE" : "OR")
                                    .append(
                                            "inputStages",
                                            branches.stream()
                                                    .map(Plan::describe)
                                                    .toList()));
        }
    }

    /**
     * Runs of an index that share a prefix.
     *
     * @param prefixBytes length of the prefix that is not part of the order
     */
    record Group(int prefixBytes, List<Interval> intervals) {}

    /**
     * Keys from {@code from} to before {@code to}; null is no bound.
     *
     * @param point whether it is the whole key of an index
     */
    record Interval(byte[] from, byte[] to, boolean point) {}
}
