package io.airclass.roster.platform;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An app {@code class} as organisations say it, for tests of what is made of it. */
public final class TestApps {
    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");

    private TestApps() {}

    /** Open for all below, at {@code class.example.cn}. */
    public static Apps opening(String orgId) {
        return new Apps(Map.of(orgId, saying(true)));
    }

    public static Apps closed(String orgId) {
        return new Apps(Map.of(orgId, saying(false)));
    }

    public static Apps both(String opening, String closing) {
        return new Apps(Map.of(opening, saying(true), closing, saying(false)));
    }

    private static OrgPlatform saying(boolean enabled) {
        return new OrgPlatform(
                List.of(new App(
                        "class",
                        "空中课堂",
                        AppKind.PLATFORM,
                        null,
                        enabled,
                        "https://class.example.cn/enter",
                        List.of("class.example.cn"),
                        "officer-1",
                        AT)),
                null,
                null,
                null);
    }
}
