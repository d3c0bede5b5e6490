package io.airclass.launcher.demo;

import io.airclass.launcher.region.OneRosterBundle;
import io.airclass.launcher.region.Region;
import io.airclass.launcher.region.RegionGenerator;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Puts the demo region into a running suite, the way a bureau's administrator would: as an upload that is then followed. */
public final class DemoRegion {
    private static final Duration IMPORT_MAX = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private DemoRegion() {}

    /** The demo region of the current school year. */
    public static Region current() {
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        return RegionGenerator.generate(RegionGenerator.schoolYearOf(today));
    }

    /**
     * Uploads the region and waits until the import is done; a second time changes nothing.
     *
     * @param gateway where the suite answers
     * @param adminPassword the password of the account {@code admin}
     * @param progress takes a line for each change of the import's state
     */
    public static void load(URI gateway, String adminPassword, Consumer<String> progress) {
        try (var client = new ApiClient(gateway)) {
            load(client, client.signIn("admin", adminPassword), progress);
        }
    }

    /** The same by an administrator who has signed in, wherever. */
    public static void load(ApiClient client, Session admin, Consumer<String> progress) {
        var bundle = OneRosterBundle.of(current());
        var upload = client.sendPatiently(Call.post("/api/imports")
                .as(admin)
                .idempotencyKey(UUID.randomUUID().toString())
                .body("application/zip", bundle.zip()));
        if (upload.status() != 202) {
            throw new StepFailed(
                    "the upload of the demo region was answered with " + upload.brief(), "./airclass logs roster");
        }
        follow(client, Call.get(URI.create(upload.header("Location")).getPath()).as(admin), progress);
    }

    private static void follow(ApiClient client, Call status, Consumer<String> progress) {
        long start = System.nanoTime();
        var last = "";
        while (System.nanoTime() - start < IMPORT_MAX.toNanos()) {
            var answer = client.sendPatiently(status);
            var line = "demo region: %s %s"
                    .formatted(answer.text("/state"), answer.json().at("/counts"));
            if (!line.equals(last)) {
                progress.accept(line);
                last = line;
            }
            switch (answer.text("/state")) {
                case "DONE" -> {
                    refuseErrors(answer.json().at("/errors"));
                    return;
                }
                case "FAILED", "REFUSED" ->
                    throw new StepFailed("the import failed: " + answer.brief(), "./airclass logs roster");
                default -> ApiClient.pause(PAUSE);
            }
        }
        throw new StepFailed(
                "the import was not done within " + IMPORT_MAX.toMinutes() + " minutes", "./airclass logs roster");
    }

    private static void refuseErrors(JsonNode errors) {
        if (!errors.isEmpty()) {
            throw new StepFailed("the import reports row errors: " + errors, "./airclass logs roster");
        }
    }
}
