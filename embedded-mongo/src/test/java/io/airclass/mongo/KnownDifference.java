package io.airclass.mongo;

import static io.airclass.mongo.KnownDifference.Of.THE_FRONT_END;
import static io.airclass.mongo.KnownDifference.Of.THE_STOCK_SERVER;

/**
 * Where a server does not do what a real MongoDB does, and why that is so. The contract asserts what each side does; the
 * planner's random queries leave out what would differ.
 */
enum KnownDifference {
    // --- filters and sorts
    NULL_AS_A_BOUND_MATCHES_NOTHING(THE_STOCK_SERVER, "its matcher compares nothing with null"),
    ONE_ELEMENT_MEETS_BOTH_BOUNDS(
            THE_STOCK_SERVER, "its matcher tries all operators of a field on each element at once"),
    A_FIELD_IS_ABSENT_IF_ONE_ELEMENT_LACKS_IT(THE_STOCK_SERVER, "its matcher asks $exists: false of each element"),
    NOT_IS_ASKED_OF_EACH_ELEMENT(THE_STOCK_SERVER, "its matcher negates within an array of documents"),
    EMPTY_ARRAYS_HAVE_NO_ORDER(THE_STOCK_SERVER, "its comparator puts each of two empty arrays before the other"),
    RARE_CHARACTERS_SORT_BY_UTF_16(THE_STOCK_SERVER, "Java's strings compare by UTF-16 unit, MongoDB's by UTF-8 byte"),

    // --- projections and aggregation
    A_SLICE_ALONE_DROPS_THE_OTHER_FIELDS(THE_STOCK_SERVER, "it takes $slice for an inclusion"),
    ELEM_MATCH_PROJECTS_ONLY_DOCUMENTS(THE_STOCK_SERVER, "its projection skips elements that are not documents"),
    ADD_FIELDS_WRITES_DOTS_INTO_NAMES(THE_STOCK_SERVER, "it does not split the name of an added field"),
    ADD_FIELDS_COMPUTES_FROM_WHAT_IT_JUST_ADDED(
            THE_FRONT_END, "its $addFields works on one copy: it sees the fields before it, and merges documents"),
    TEXT_IN_A_COPIED_DOCUMENT_IS_EVALUATED(
            THE_FRONT_END, "its $addFields and $project evaluate a result once more when that is a document"),
    PROJECT_TURNS_AN_ARRAY_OF_DOCUMENTS_INTO_A_DOCUMENT_OF_ARRAYS(
            THE_FRONT_END, "its $project reads a path through an array as an expression"),

    // --- writes
    ADD_TO_SET_TELLS_NUMBER_TYPES_APART(
            THE_FRONT_END, "it looks the value up with Java's equals; Airclass keeps to one type per field"),
    A_MISSING_ARRAY_FILTER_IS_A_BAD_PATH(
            THE_FRONT_END,
            "without any array filter it takes the identifier for a field name: refused, with another code"),
    FIND_AND_MODIFY_SAYS_NOTHING_OF_AN_UPSERT(
            THE_FRONT_END, "its answer has no lastErrorObject then, which the drivers do not read"),
    INSERT_COUNTS_WHAT_WAS_REFUSED(THE_STOCK_SERVER, "it answers how many documents it was given"),
    UPDATES_GO_ON_AFTER_AN_ERROR(THE_STOCK_SERVER, "it reads `ordered` of an update but does not heed it"),

    // --- indexes
    INDEX_CONFLICTS_PASS(THE_STOCK_SERVER, "of two indexes of one name it compares only `sparse`"),
    PARTIAL_INDEXES_ARE_WHOLE(
            THE_STOCK_SERVER, "it drops the filter, so that a partial unique index binds every document"),
    A_UNIQUE_INDEX_IS_BUILT_OVER_DUPLICATES(
            THE_STOCK_SERVER, "it checks each document against an empty index and fails while it fills it"),
    SECONDARY_INDEXES_ARE_EMPTY(THE_STOCK_SERVER, "only its unique indexes hold anything"),
    THE_INDEX_OF_IDS_CAN_BE_DROPPED(THE_STOCK_SERVER, "it is an index like any other"),
    AN_INDEX_IS_DROPPED_FROM_EVERY_COLLECTION(
            THE_STOCK_SERVER, "it looks the index up by its name alone in the catalogue of the database"),

    // --- commands and cursors
    REPLIES_OVER_48_MB_BREAK(THE_STOCK_SERVER, "it puts all that it finds into one message"),
    A_FIRST_BATCH_OF_NONE_IS_EVERYTHING(THE_STOCK_SERVER, "it takes a batch size of 0 for none given"),
    HELLO_IS_NOT_KNOWN(THE_STOCK_SERVER, "it answers only the older isMaster");

    /** Whose difference it is: ours too, where we left it to the front end. */
    enum Of {
        THE_STOCK_SERVER,
        THE_FRONT_END
    }

    private final Of whose;

    /** Why, in one sentence. */
    final String reason;

    KnownDifference(Of whose, String reason) {
        this.whose = whose;
        this.reason = reason;
    }

    boolean isShownBy(Server server) {
        return server == Server.STOCK || whose == THE_FRONT_END && server.isOurs();
    }
}
