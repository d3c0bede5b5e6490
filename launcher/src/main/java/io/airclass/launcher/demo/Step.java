package io.airclass.launcher.demo;

import java.time.Duration;

/**
 * A step that went well.
 *
 * @param telling the fields of the answer that show it, for example {@code score=95}
 * @param took from the request's first byte to the last of the answer, with all tries where it took several
 */
public record Step(int number, String title, String method, String path, int status, String telling, Duration took) {}
