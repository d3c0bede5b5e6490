package io.airclass.benchmarks.frame;

import java.util.List;

/** What the frame is measured on: a document of about 300 bytes. Public, or the driver cannot make it. */
public record Paper(String owner, String text, List<String> within) {}
