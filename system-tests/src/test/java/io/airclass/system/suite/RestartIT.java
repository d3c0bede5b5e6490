package io.airclass.system.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.launcher.demo.ApiClient;
import io.airclass.launcher.demo.Call;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(4)
class RestartIT {
    private final SuiteUnderTest suite = SuiteUnderTest.shared();

    @Test
    void a_clean_restart_keeps_what_was_stored_and_down_leaves_no_process() {
        var assignment = "";
        try (var client = new ApiClient(suite.gateway())) {
            var school = new School(client);
            assignment = school.assign(school.signIn("teacher"), "停机前的作业");
        }
        var processes = suite.processes();
        assertThat(processes).hasSize(8).allMatch(ProcessHandle::isAlive);

        suite.stop();

        assertThat(processes).noneMatch(ProcessHandle::isAlive);

        suite.start();
        try (var client = new ApiClient(suite.gateway())) {
            var student = new School(client).signIn("student");
            var answer = client.send(Call.get("/api/assignments/" + assignment).as(student));
            assertThat(answer.status()).as(answer.brief()).isEqualTo(200);
            assertThat(answer.text("/title")).isEqualTo("停机前的作业");
        }
    }
}
