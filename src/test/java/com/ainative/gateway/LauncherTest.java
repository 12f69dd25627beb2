package com.ainative.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs the real launcher in a copy of the project's outline, with JDKs that are a {@code release} file and a script that
 * prints its arguments, and a Maven that is a script.
 */
class LauncherTest {

    private static final Path BASH = Path.of("/bin/bash");

    private final Path folder;
    private final Path home;
    private final Path bin;
    private final Map<String, String> environment = new HashMap<>();

    LauncherTest(@TempDir Path folder) throws IOException {
        this.folder = folder.toRealPath();
        this.home = Files.createDirectories(this.folder.resolve("a project"));
        this.bin = Files.createDirectories(this.folder.resolve("bin"));
    }

    /** What a run of the launcher left behind. */
    private record Ran(int exit, String out, String err) {
    }

    @BeforeEach
    void layOut() throws IOException {
        assumeTrue(Files.isExecutable(BASH), "no bash here");
        Files.copy(Path.of("ainative"), home.resolve("ainative"));
        Files.createDirectories(home.resolve("src/main/java"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        for (String tool : List.of("bash", "cat", "basename", "dirname", "find", "grep", "head", "mkdir", "readlink",
                "rm", "sleep", "tail", "tee", "touch")) {
            for (String place : List.of("/usr/bin", "/bin")) {
                Path file = Path.of(place, tool);
                if (Files.exists(file) && !Files.exists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), file);
                }
            }
        }
        environment.put("PATH", bin.toString());
        environment.put("HOME", folder.resolve("nobody").toString());
        environment.put("JAVA_HOME", jdk("jdk-99", "99.0.1").toString());
    }

    @Test
    @DisplayName("GIVEN a built project WHEN the launcher is run THEN it becomes the JVM and prints nothing itself")
    void launch_built() throws Exception {
        built();

        Ran ran = launch("chat", "two words", "");

        assertThat(ran).isEqualTo(new Ran(7, String.join("\n", "jdk-99", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Dainative.home=" + home, "-jar",
                home.resolve("target/gateway.jar").toString(), "chat", "two words", "", ""), ""));
    }

    @Test
    @DisplayName("GIVEN another folder and a chain of links WHEN the launcher is run through it THEN it finds its project")
    void launch_symbolicLink() throws Exception {
        built();
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("../a project/ainative"));
        Files.createSymbolicLink(elsewhere.resolve("first"), elsewhere.resolve("second"));

        Ran ran = run(elsewhere, "./first", "version");

        assertThat(ran.exit()).isEqualTo(7);
        assertThat(ran.out()).contains("-Dainative.home=" + home + "\n");
    }

    @Test
    @DisplayName("GIVEN options for the JVM WHEN the launcher is run THEN they stand before the jar")
    void launch_javaOptions() throws Exception {
        built();
        environment.put("AINATIVE_JAVA_OPTS", "-Xmx64m  -Da=b");

        assertThat(launch("serve").out()).contains("\n-Xmx64m\n-Da=b\n-jar\n");
    }

    @Test
    @DisplayName("GIVEN a JDK before 23 WHEN the launcher is run THEN it is not given an option it does not know")
    void launch_jdk21() throws Exception {
        built();
        environment.put("JAVA_HOME", jdk("jdk-21", "21.0.2").toString());

        Ran ran = launch("serve");

        assertThat(ran.out()).startsWith("jdk-21\n").doesNotContain("unsafe");
    }

    @Test
    @DisplayName("GIVEN a JAVA_HOME that is too old WHEN the launcher is run THEN it takes the newest JDK it finds elsewhere")
    void findJdk_newest() throws Exception {
        built();
        environment.put("JAVA_HOME", jdk("jdk-17", "17.0.15").toString());
        environment.put("JDK8_HOME", jdk("jdk-8", "1.8.0_402").toString());
        environment.put("JDK21_HOME", jdk("jdk-21", "21.0.2").toString());
        jdk("nobody/.sdkman/candidates/java/97.0.1-tem", "97.0.1");
        jdk("nobody/.jdks/98", "98");

        assertThat(launch("serve").out()).startsWith("98\n");
    }

    @Test
    @DisplayName("GIVEN only a java on the PATH WHEN it is a link into a JDK THEN that JDK is found")
    void findJdk_path() throws Exception {
        built();
        environment.remove("JAVA_HOME");
        Files.createSymbolicLink(bin.resolve("java"), jdk("jdk-97", "97").resolve("bin/java"));

        assertThat(launch("serve").out()).startsWith("jdk-97\n");
    }

    @ParameterizedTest
    @CsvSource({"pom.xml", "src/main/java/A.java", "src/main/java"})
    @DisplayName("GIVEN something newer than the jar WHEN the launcher is run THEN it builds first, and once")
    void build_newerSource(String newer) throws Exception {
        built();
        maven("mkdir -p target/lib && touch target/gateway.jar");
        Path file = home.resolve(newer);
        if (!Files.exists(file)) {
            Files.writeString(file, "class A {}");
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        Files.setLastModifiedTime(home.resolve("target/gateway.jar"), FileTime.from(Instant.now().minusSeconds(120)));

        Ran first = launch("version");
        Ran second = launch("version");

        assertThat(first.err()).contains("ainative: building: maven-jar-plugin jar", "ainative: built in ");
        assertThat(first.out()).startsWith("jdk-99\n").doesNotContain("maven");
        assertThat(second.err()).isEmpty();
        assertThat(home.resolve("target/.ainative-build")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"target/gateway.jar", "target/lib"})
    @DisplayName("GIVEN a part of the program is missing WHEN the launcher is run THEN it builds")
    void build_missing(String missing) throws Exception {
        built();
        maven("mkdir -p target/lib && touch target/gateway.jar");
        Files.delete(home.resolve(missing));

        Ran ran = launch("version");

        assertThat(ran.exit()).isEqualTo(7);
        assertThat(ran.err()).contains("ainative: built in ");
    }

    @Test
    @DisplayName("GIVEN a build that fails WHEN the launcher is run THEN the end of the log is shown, with its place, and exit 1")
    void build_fails() throws Exception {
        maven("echo '[ERROR] no such thing' ; exit 1");

        Ran ran = launch("version");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(
                "the build failed; the end of " + home.resolve("target/ainative-build.log") + ":",
                "[ERROR] no such thing");
        assertThat(home.resolve("target/.ainative-build")).doesNotExist();
    }

    @Test
    @DisplayName("GIVEN Maven's own JVM is recent enough WHEN it builds THEN it keeps it, else it gets the one that was found")
    void build_mavensJvm() throws Exception {
        maven("echo \"$JAVA_HOME\" > jvm; mkdir -p target/lib && touch target/gateway.jar");
        environment.put("JDK99_HOME", environment.get("JAVA_HOME"));
        Path recent = jdk("jdk-17", "17.0.1");
        environment.put("JAVA_HOME", recent.toString());
        launch("version");
        String kept = Files.readString(home.resolve("jvm")).strip();
        Files.delete(home.resolve("target/gateway.jar"));
        environment.put("JAVA_HOME", jdk("jdk-11", "11.0.1").toString());
        launch("version");

        assertThat(kept).isEqualTo(recent.toString());
        assertThat(Files.readString(home.resolve("jvm")).strip()).isEqualTo(environment.get("JDK99_HOME"));
    }

    @Test
    @DisplayName("GIVEN a lock whose owner has died WHEN the launcher builds THEN it takes the lock over")
    void build_staleLock() throws Exception {
        maven("mkdir -p target/lib && touch target/gateway.jar");
        Process gone = new ProcessBuilder(BASH.toString(), "-c", "exit 0").start();
        gone.waitFor();
        Files.createDirectories(home.resolve("target"));
        Files.writeString(home.resolve("target/.ainative-build"), gone.pid() + "\n");

        assertThat(launch("version").exit()).isEqualTo(7);
    }

    @Test
    @DisplayName("GIVEN no Maven WHEN there is something to build THEN the launcher says what to install")
    void build_noMaven() throws Exception {
        Ran ran = launch("version");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("building needs Maven", "apt-get install maven").hasLineCount(1);
    }

    @Test
    @DisplayName("GIVEN no JDK that is new enough WHEN the launcher is run THEN it says what to install")
    void findJdk_none() throws Exception {
        built();
        environment.put("JAVA_HOME", jdk("jdk-17", "17.0.15").toString());
        // Whatever this machine has would be found: hide it by asking for more than there is.
        Path launcher = home.resolve("ainative");
        Files.writeString(launcher, Files.readString(launcher).replace("oldest_jdk=21", "oldest_jdk=500"));

        Ran ran = launch("version");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).startsWith("ainative: a JDK 500 or later is needed").contains("adoptium.net")
                .hasLineCount(1);
    }

    private void built() throws IOException {
        Files.createDirectories(home.resolve("target/lib"));
        Files.writeString(home.resolve("target/gateway.jar"), "");
        Files.setLastModifiedTime(home.resolve("target/gateway.jar"), FileTime.from(Instant.now().plusSeconds(60)));
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = folder.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/java"), "echo '" + jdk.getFileName() + "'; printf '%s\\n' \"$@\"; exit 7");
        return jdk;
    }

    private void maven(String work) throws IOException {
        script(bin.resolve("mvn"),
                "echo '[INFO] --- maven-jar-plugin:3.4.2:jar (default-jar) @ gateway ---'\n" + work);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!" + BASH + "\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Ran launch(String... args) throws IOException, InterruptedException {
        return run(folder, home.resolve("ainative").toString(), args);
    }

    private Ran run(Path from, String launcher, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(BASH.toString(), launcher));
        command.addAll(List.of(args));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile()).redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the launcher ends").isTrue();
        return new Ran(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
