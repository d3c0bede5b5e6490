package io.airclass.policy.pack;

/** A pack as it was written: the name by which faults call it, and its YAML. */
public record PackText(String file, String yaml) {}
