package io.airclass.roster.platform;

/** An app and the organisation whose word holds. */
public record SaidApp(String orgId, App app) {}
