package io.airclass.contracts;

/** The golden files of an event type, in the order in which fields were added to it. */
final class Golden {
    private Golden() {}

    static String file(String type, int edition) {
        return "/golden/" + type + (edition == 1 ? "" : "." + edition) + ".json";
    }

    static int latest(String type) {
        int edition = 1;
        while (Golden.class.getResource(file(type, edition + 1)) != null) {
            edition++;
        }
        return edition;
    }
}
