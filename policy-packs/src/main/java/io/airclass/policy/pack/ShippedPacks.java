package io.airclass.policy.pack;

import io.airclass.policy.Policies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The packs that Airclass ships with. */
public final class ShippedPacks {
    /** Named here because a directory inside a jar cannot be listed everywhere; a test holds it against the directory. */
    static final List<String> FILES = List.of(
            "cn.yaml",
            "cn-normal.yaml",
            "cn-online.yaml",
            "cn-220200-jilin-city.yaml",
            "cn-340000-anhui.yaml",
            "cn-410000-henan.yaml",
            "cn-510000-sichuan.yaml",
            "cn-510100-chengdu.yaml",
            "cn-522300-qianxinan.yaml");

    private ShippedPacks() {}

    /** Their texts, to be loaded together with those of a region. */
    public static List<PackText> texts() {
        return FILES.stream().map(file -> new PackText(file, text(file))).toList();
    }

    /** Their rules alone. Reads the class path: once at start, not for each question. */
    public static Policies policies() {
        return switch (PackLoader.load(texts())) {
            case Loading.Loaded(var policies) -> policies;
            case Loading.Refused(var faults) ->
                throw new IllegalStateException("The shipped packs are faulty: " + faults);
        };
    }

    private static String text(String file) {
        try (var in = ShippedPacks.class.getResourceAsStream("/io/airclass/policy/packs/" + file)) {
            if (in == null) {
                throw new IllegalStateException("No such pack on the class path: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
