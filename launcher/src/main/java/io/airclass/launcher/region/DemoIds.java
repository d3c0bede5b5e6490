package io.airclass.launcher.region;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Stable ids that tell nothing: the same natural key gives the same id on every machine. */
final class DemoIds {
    private DemoIds() {}

    static String of(String kind, Object... key) {
        var text = new StringBuilder("airclass-demo/").append(kind);
        for (var part : key) {
            text.append('/').append(part);
        }
        return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
