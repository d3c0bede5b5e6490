package io.airclass.contracts;

import java.util.List;
import java.util.Optional;

/** The topics of the suite, who owns each, and which keep only the latest record of a key. */
public final class Topics {
    public static final String ROSTER_ORGS = "airclass.roster.orgs.v1";
    public static final String ROSTER_CLASSES = "airclass.roster.classes.v1";
    public static final String ROSTER_PEOPLE = "airclass.roster.people.v1";
    public static final String ROSTER_TERMS = "airclass.roster.terms.v1";
    public static final String ROSTER_CALENDARS = "airclass.roster.calendars.v1";
    public static final String ROSTER_CONNECTIVITY = "airclass.roster.connectivity.v1";
    public static final String ROSTER_AUDIT = "airclass.roster.audit.v1";
    public static final String ROSTER_REGIMES = "airclass.roster.regimes.v1";
    public static final String ROSTER_RULES = "airclass.roster.rules.v1";
    public static final String SCHEDULE = "airclass.schedule.v1";
    public static final String HOMEWORK = "airclass.homework.v1";
    public static final String EXAM = "airclass.exam.v1";
    public static final String NOTIFICATION = "airclass.notification.v1";
    public static final String NOTIFICATION_LIVE = "airclass.notification.live.v1";

    private static final String DEAD_LETTER_SUFFIX = ".dlt";

    /** Every topic; the dead-letter topics are beside them and not listed. */
    public static final List<Topic> ALL = List.of(
            new Topic(ROSTER_ORGS, "roster", true),
            new Topic(ROSTER_CLASSES, "roster", true),
            new Topic(ROSTER_PEOPLE, "roster", true),
            new Topic(ROSTER_TERMS, "roster", true),
            new Topic(ROSTER_CALENDARS, "roster", true),
            new Topic(ROSTER_CONNECTIVITY, "roster", true),
            new Topic(ROSTER_AUDIT, "roster", false),
            new Topic(ROSTER_REGIMES, "roster", true),
            new Topic(ROSTER_RULES, "roster", true),
            new Topic(SCHEDULE, "schedule", false),
            new Topic(HOMEWORK, "homework", false),
            new Topic(EXAM, "exam", false),
            new Topic(NOTIFICATION, "notification", false),
            new Topic(NOTIFICATION_LIVE, "notification", false));

    private Topics() {}

    /** The topic of that name, if the suite has one. */
    public static Optional<Topic> named(String name) {
        return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    /** Where a record of the topic goes that could not be handled. */
    public static String deadLettersOf(String topic) {
        return topic + DEAD_LETTER_SUFFIX;
    }

    /**
     * A topic of the suite.
     *
     * @param owner the one service that publishes to it
     * @param compacted whether Kafka keeps the latest record of each key for ever, instead of all records for some days
     */
    public record Topic(String name, String owner, boolean compacted) {}
}
