package io.airclass.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell command, in a repository of empty files with a JDK and a Maven that only say what they were asked. */
class CommandTest {

    private static final String FAKE_JAVA = "#!/bin/sh\necho \"java $*\"\n";

    /** Builds as Maven does, as far as the command looks at it. */
    private static final String FAKE_MAVEN = """
            #!/bin/sh
            echo "mvn $*" >> "$FAKE_HOME/maven-calls"
            echo "[INFO] Building service-kit 0.1.0-SNAPSHOT                                        [2/8]"
            if [ -e "$FAKE_HOME/broken" ]; then echo "[ERROR] 课程.java:[7,1] class expected"; exit 1; fi
            for module in roster-service gateway schedule-service homework-service exam-service notification-service launcher; do
              mkdir -p "$FAKE_HOME/$module/target/surefire-reports" && : > "$FAKE_HOME/$module/target/$module-0.1.0-SNAPSHOT.jar"
            done
            echo '<testsuite name="ExamTest" time="1.5" tests="3" errors="0" skipped="1" failures="0">' > "$FAKE_HOME/gateway/target/surefire-reports/TEST-ExamTest.xml"
            """;

    @TempDir
    Path directory;

    private Path home;
    private Path jdk;

    private record Result(int exit, String output) {}

    @BeforeEach
    void makeRepository() throws IOException {
        home = Files.createDirectories(directory.resolve("空中 课堂"));
        jdk = fakeJdk("jdk-25", "25.0.3");
        executable(directory.resolve("bin/mvn"), FAKE_MAVEN);
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.writeString(
                Files.createDirectories(home.resolve("gateway/src/main/java")).resolve("Gateway.java"), "");
        String command = Files.readString(Path.of("..", "airclass"))
                .replace("/usr/lib/jvm/*", directory.resolve("jvm") + "/*")
                .replace(" /opt/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home", "")
                .replace("/usr/libexec/java_home", "/nonexistent");
        executable(home.resolve("airclass"), command);
    }

    @Test
    void without_a_jdk_25_there_is_one_clear_sentence() throws Exception {
        jdk = fakeJdk("jdk-17", "17.0.15");
        Result result = run("up");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output())
                .startsWith("airclass: Airclass needs a JDK 25 and found none in")
                .hasLineCount(1);
    }

    @Test
    void a_jdk_25_beside_an_older_default_is_found() throws Exception {
        fakeJdk("jvm/temurin-25", "25");
        jdk = fakeJdk("jdk-17", "17.0.15");
        assertThat(run("up").output()).contains("java -XX:+UseSerialGC");
    }

    @Test
    void a_build_happens_only_when_a_source_is_newer_and_shows_its_progress() throws Exception {
        Result first = run("up", "--fresh", "--port-offset", "100");
        assertThat(first.output())
                .contains("module  2 of 8  service-kit")
                .contains("-jar " + home.resolve("launcher/target/launcher-0.1.0-SNAPSHOT.jar")
                        + " up --fresh --port-offset 100");
        assertThat(mavenCalls()).hasSize(1);

        run("up");
        assertThat(mavenCalls()).as("nothing has changed").hasSize(1);

        Files.setLastModifiedTime(
                home.resolve("gateway/src/main/java/Gateway.java"),
                FileTime.from(Instant.now().plusSeconds(5)));
        run("up");
        assertThat(mavenCalls()).hasSize(2);
    }

    @Test
    void a_failed_build_starts_nothing_and_names_its_log() throws Exception {
        Files.createFile(home.resolve("broken"));
        Result result = run("up");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output())
                .contains("[ERROR] 课程.java:[7,1] class expected")
                .contains("its log: " + home.resolve(".airclass/logs/build.log"))
                .doesNotContain("java -XX");
        run("up");
        assertThat(mavenCalls()).as("a failed build is tried again").hasSize(2);
    }

    @Test
    void the_tests_close_with_a_summary() throws Exception {
        Result result = run("test", "-Dtest=Any");
        assertThat(result.exit()).isZero();
        assertThat(mavenCalls()).containsExactly("mvn -B -ntp verify -Dtest=Any");
        assertThat(result.output())
                .containsPattern("gateway +3 tests +0 failed +1 skipped")
                .contains("All tests passed in");
    }

    @Test
    void failed_tests_make_the_command_fail() throws Exception {
        Files.createFile(home.resolve("broken"));
        Result result = run("test");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("the tests FAILED after").contains("test.log");
    }

    @Test
    void a_log_is_found_by_the_short_name_and_an_unknown_one_lists_what_there_is() throws Exception {
        Path logs = Files.createDirectories(home.resolve(".airclass/logs"));
        Files.writeString(logs.resolve("exam-service.log"), "考试开始\n");
        assertThat(run("logs", "exam").output()).isEqualTo("考试开始\n");
        assertThat(run("logs", "exams").output())
                .contains("there is no log of 'exams'")
                .contains("exam-service");
    }

    @Test
    void an_unknown_command_shows_the_known_ones() throws Exception {
        Result result = run("start");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("./airclass up").endsWith("airclass: there is no command 'start'\n");
    }

    private Result run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("airclass").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().remove(Suite.DATA_DIRECTORY);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("FAKE_HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private List<String> mavenCalls() throws IOException {
        return Files.readAllLines(home.resolve("maven-calls"));
    }

    private Path fakeJdk(String name, String version) throws IOException {
        Path fake = directory.resolve(name);
        executable(fake.resolve("bin/java"), FAKE_JAVA);
        executable(fake.resolve("bin/javac"), FAKE_JAVA);
        Files.writeString(fake.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return fake;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
