package io.airclass.mongo;

/**
 * Where mongo-java-server as it comes does not do what a real MongoDB does, and why that is so. Ours does in each of these. The contract
 * asserts what each side does; the planner's random queries leave out what would differ.
 */
enum KnownDifference {
    // --- filters and sorts
    NULL_AS_A_BOUND_MATCHES_NOTHING("its matcher compares nothing with null"),
    ONE_ELEMENT_MEETS_BOTH_BOUNDS("its matcher tries all operators of a field on each element at once"),
    A_FIELD_IS_ABSENT_IF_ONE_ELEMENT_LACKS_IT("its matcher asks $exists: false of each element"),
    NOT_IS_ASKED_OF_EACH_ELEMENT("its matcher negates within an array of documents"),
    EMPTY_ARRAYS_HAVE_NO_ORDER("its comparator puts each of two empty arrays before the other"),
    RARE_CHARACTERS_SORT_BY_UTF_16("Java's strings compare by UTF-16 unit, MongoDB's by UTF-8 byte"),

    // --- projections and aggregation
    A_SLICE_ALONE_DROPS_THE_OTHER_FIELDS("it takes $slice for an inclusion"),
    ELEM_MATCH_PROJECTS_ONLY_DOCUMENTS("its projection skips elements that are not documents"),
    ADD_FIELDS_WRITES_DOTS_INTO_NAMES("it does not split the name of an added field"),
    ADD_FIELDS_COMPUTES_FROM_WHAT_IT_JUST_ADDED(
            "its $addFields works on one copy: it sees the fields before it, and merges documents"),
    TEXT_IN_A_COPIED_DOCUMENT_IS_EVALUATED(
            "its $addFields and $project evaluate a result once more when that is a document"),
    COMPUTED_FIELDS_BELOW_A_FIELD_REPLACE_IT("its $project does not take a document within for paths"),
    ARRAYS_IN_EXPRESSIONS_ARE_NOT_EVALUATED("it evaluates the elements of an array only at the top of $project"),
    TEXT_IN_AN_ARRAY_IS_EVALUATED("its $map and $filter evaluate each element of their input"),
    NULLS_ARE_NOT_COLLECTED("its $push and $addToSet pass over null"),
    SETS_TELL_NUMBER_TYPES_APART("its sets and $in compare with Java's equals"),
    PROJECT_TURNS_AN_ARRAY_OF_DOCUMENTS_INTO_A_DOCUMENT_OF_ARRAYS(
            "its $project reads a path through an array as an expression"),

    // --- writes
    ADD_TO_SET_TELLS_NUMBER_TYPES_APART(
            "it looks the value up with Java's equals; Airclass keeps to one type per field"),
    A_MISSING_ARRAY_FILTER_IS_A_BAD_PATH(
            "without any array filter it takes the identifier for a field name: refused, with another code"),
    FIND_AND_MODIFY_SAYS_NOTHING_OF_AN_UPSERT("its answer has no lastErrorObject then, which the drivers do not read"),
    INSERT_COUNTS_WHAT_WAS_REFUSED("it answers how many documents it was given"),
    UPDATES_GO_ON_AFTER_AN_ERROR("it reads `ordered` of an update but does not heed it"),

    // --- indexes
    INDEX_CONFLICTS_PASS("of two indexes of one name it compares only `sparse`"),
    PARTIAL_INDEXES_ARE_WHOLE("it drops the filter, so that a partial unique index binds every document"),
    A_UNIQUE_INDEX_IS_BUILT_OVER_DUPLICATES(
            "it checks each document against an empty index and fails while it fills it"),
    SECONDARY_INDEXES_ARE_EMPTY("only its unique indexes hold anything"),
    THE_INDEX_OF_IDS_CAN_BE_DROPPED("it is an index like any other"),
    AN_INDEX_IS_DROPPED_FROM_EVERY_COLLECTION(
            "it looks the index up by its name alone in the catalogue of the database"),

    // --- commands and cursors
    REPLIES_OVER_48_MB_BREAK("it puts all that it finds into one message"),
    A_FIRST_BATCH_OF_NONE_IS_EVERYTHING("it takes a batch size of 0 for none given"),
    HELLO_IS_NOT_KNOWN("it answers only the older isMaster");

    /** Why, in one sentence. */
    final String reason;

    KnownDifference(String reason) {
        this.reason = reason;
    }

    boolean isShownBy(Server server) {
        return server == Server.STOCK;
    }
}
