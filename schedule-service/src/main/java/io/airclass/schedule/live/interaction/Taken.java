package io.airclass.schedule.live.interaction;

import java.util.Map;

/**
 * How often one person of a class took part, or a whole class.
 *
 * @param of the person, or the class
 * @param people how many they are
 */
record Taken(String of, long people, Map<InteractionKind, Long> kinds) {}
