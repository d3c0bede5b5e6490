package io.airclass.system.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForbiddenLibrariesIT {
    private static final Pattern FORBIDDEN = Pattern.compile(
            "(lombok|mapstruct|mockito|powermock|spring-data|spring-boot-data).*|mongodb-driver-sync.*");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway",
                "roster-service",
                "schedule-service",
                "homework-service",
                "exam-service",
                "notification-service"
            })
    void no_shipped_jar_holds_a_forbidden_library(String module) throws IOException {
        assertThat(Repository.librariesOf(module)).hasSizeGreaterThan(20);
        assertThat(forbidden(Repository.librariesOf(module))).isEmpty();
    }

    @Test
    void each_forbidden_library_would_be_found() {
        var planted = List.of(
                "lombok-1.18.42.jar",
                "mapstruct-1.6.3.jar",
                "mockito-core-5.20.0.jar",
                "spring-data-mongodb-5.0.0.jar",
                "mongodb-driver-sync-5.8.0.jar");

        assertThat(forbidden(planted)).isEqualTo(planted);
    }

    private static List<String> forbidden(List<String> libraries) {
        return libraries.stream()
                .filter(name -> FORBIDDEN.matcher(name).matches())
                .toList();
    }
}
