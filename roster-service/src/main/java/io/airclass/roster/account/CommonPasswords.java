package io.airclass.roster.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The passwords that everybody tries first, Chinese habits among them; {@code passwords/common.txt}. */
final class CommonPasswords {
    private CommonPasswords() {}

    static Set<String> shipped() {
        try (var lines = new BufferedReader(new InputStreamReader(
                CommonPasswords.class.getResourceAsStream("/passwords/common.txt"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(AccountRules::normalised)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
