package io.airclass.roster.launch;

import io.airclass.roster.personal.Sealed;

/** The key of which pseudonyms are made; there is one, and it never changes, or everybody would be somebody else to every provider. */
public record SubjectKey(Sealed secret) {}
