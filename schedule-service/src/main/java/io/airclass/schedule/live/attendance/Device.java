package io.airclass.schedule.live.attendance;

import java.util.Locale;
import java.util.Optional;

/** Before what sort of screen somebody sits; a later one is easier on the eyes (R066). */
public enum Device {
    /** The group of a class in a messenger (班级群), on a screen of which nothing is known. */
    CLASS_GROUP,
    PHONE,
    TABLET,
    PC,
    TV,
    /** The screen of a classroom, with as many students as the teacher counts. */
    CLASSROOM;

    /** As it begins the id of a join. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Device> ofKey(String key) {
        for (var device : values()) {
            if (device.key().equals(key)) {
                return Optional.of(device);
            }
        }
        return Optional.empty();
    }
}
