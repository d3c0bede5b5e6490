package io.airclass.system.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleDirectionsTest {
    @Test
    void modules_depend_only_in_the_stated_directions() throws IOException {
        var graph = ModuleGraph.of(Repository.ROOT);

        assertThat(graph.dependencies())
                .containsKeys(
                        "event-contracts", "policy-packs", "service-kit", "roster-view", "gateway", "exam-service");
        assertThat(graph.dependencies().get("service-kit")).contains("event-contracts");
        assertThat(graph.violations()).isEmpty();
    }

    @Test
    void a_service_that_depends_on_another_is_found() {
        var graph = new ModuleGraph(Map.of("exam-service", Set.of("service-kit", "homework-service")));

        assertThat(graph.violations()).containsExactly("exam-service -> homework-service");
    }

    @Test
    void a_kit_that_depends_on_what_stands_on_it_is_found() {
        var graph =
                new ModuleGraph(Map.of("service-kit", Set.of("roster-view"), "event-contracts", Set.of("service-kit")));

        assertThat(graph.violations())
                .containsExactlyInAnyOrder("service-kit -> roster-view", "event-contracts -> service-kit");
    }
}
