package io.airclass.schedule.live.provider;

import java.time.Duration;

/**
 * What a provider recorded.
 *
 * @param id its name at the provider
 * @param address where it is watched
 * @param length of what can be watched
 */
public record Recording(String id, String roomId, String address, Duration length) {}
