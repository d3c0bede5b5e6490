package io.airclass.testkit;

/** What a command to the database must keep to, so that it runs the same on the embedded server, a replica set and a sharded cluster. */
enum DatabaseRule {
    NOT_PERMITTED(
            "not-permitted",
            "say it with what docs/architecture.md, \"What is asked of the database\", permits; what is missing there behaves"
                    + " differently from server to server"),
    NO_ID(
            "no-id",
            "name the document by _id in the filter, the other conditions beside it: a sharded cluster cannot route it"
                    + " otherwise, and it may write a document that was not meant"),
    NO_LIMIT("no-limit", "give find a limit, or name the documents by _id; page by key"),
    NOT_INDEXED(
            "not-indexed", "name an index in the repository (NamedIndex) that begins with the fields of this filter"),
    SORTED_IN_MEMORY(
            "sorted-in-memory",
            "let the index go on with the fields of the sort, after those that the filter sets equal, in the same or in"
                    + " the opposite direction throughout"),
    NOT_EXPLAINED("not-explained", "the server must answer explain for it; see its message");

    private final String slug;
    private final String mend;

    DatabaseRule(String slug, String mend) {
        this.slug = slug;
        this.mend = mend;
    }

    /** How the list of exceptions names it. */
    String slug() {
        return slug;
    }

    /** What to do about it. */
    String mend() {
        return mend;
    }
}
