package io.airclass.roster.account;

/** The reservation of a username, which is the document's id. */
public record Username(String personId) {}
