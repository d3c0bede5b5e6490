package io.airclass.notification.delivery;

/** Who gets a message, and as what. */
sealed interface Recipient {
    String personId();

    /** A student or a teacher, about what is their own. */
    record Self(String personId) implements Recipient {}

    /** A guardian, about one child. */
    record Guardian(String personId, String childId) implements Recipient {}
}
