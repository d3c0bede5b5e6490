package io.airclass.schedule.filing;

/**
 * Where something is filed.
 *
 * @param office of the organisation, as 基教科; empty where the organisation is enough
 */
public record Receiver(String orgId, String office) {}
