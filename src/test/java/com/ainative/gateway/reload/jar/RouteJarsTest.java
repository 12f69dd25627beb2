package com.ainative.gateway.reload.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.fake.JarSource;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is taken out of jars, and what is not. */
class RouteJarsTest {

    private static final String BUILDER = " extends org.apache.camel.builder.RouteBuilder { ";
    private static final String CONFIGURE = " public void configure() {} }";

    private static SourceFile jar(String name, byte[] bytes) {
        return new SourceFile("lib/" + name, "/routes/lib/" + name, bytes);
    }

    private static List<String> names(List<RouteBuilder> builders) {
        return builders.stream().map(builder -> builder.getClass().getName()).toList();
    }

    private static String only(byte[] bytes) {
        List<Problem> problems = RouteJars.problems(List.of(jar("a.jar", bytes)));
        assertThat(problems).singleElement().extracting(Problem::file).isEqualTo("/routes/lib/a.jar");
        return problems.getFirst().message();
    }

    @Test
    @DisplayName("GIVEN classes of every kind WHEN builders are looked for THEN the public ones that can be made are, by name")
    void builders_found() {
        byte[] jar = JarSource.of("Second", "public class Second" + BUILDER + CONFIGURE)
                .with("First", "public class First" + BUILDER + CONFIGURE)
                .with("Hidden", "class Hidden" + BUILDER + CONFIGURE)
                .with("Base", "public abstract class Base" + BUILDER + "}")
                .with("Given", "public class Given" + BUILDER + " public Given(String x) {} " + CONFIGURE)
                .with("Plain", "public class Plain {}").jar();

        List<RouteBuilder> builders = RouteJars.builders(List.of(jar("a.jar", jar)));

        assertThat(names(builders)).containsExactly("acme.First", "acme.Second");
        assertThat(builders).allMatch(builder -> builder.getResource().getLocation().equals("lib/a.jar"));
    }

    @Test
    @DisplayName("GIVEN the same jar WHEN asked twice THEN the classes are others: nothing is shared")
    void builders_ownLoader() {
        List<SourceFile> jars = List.of(jar("a.jar", JarSource.greeting("x").jar()));

        Class<?> first = RouteJars.builders(jars).getFirst().getClass();
        Class<?> second = RouteJars.builders(jars).getFirst().getClass();

        assertThat(first.getName()).isEqualTo(second.getName());
        assertThat(first).isNotSameAs(second);
        assertThat(first.getClassLoader().getParent()).isSameAs(RouteJars.class.getClassLoader());
    }

    @Test
    @DisplayName("GIVEN files in a jar WHEN its classes ask for them THEN they get them from memory")
    void loader_resources() throws IOException {
        byte[] jar = JarSource.greeting("x").withFile("texts/a file.txt", "hello").jar();
        ClassLoader loader = RouteJars.builders(List.of(jar("a.jar", jar))).getFirst().getClass().getClassLoader();

        URL found = Objects.requireNonNull(loader.getResource("texts/a file.txt"));

        assertThat(found.openConnection().getInputStream().readAllBytes())
                .isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(found.toString()).isEqualTo("route-jar:/texts/a%20file.txt");
        assertThat(Collections.list(loader.getResources("texts/a file.txt"))).containsExactly(found);
        assertThat(loader.getResource("texts/none.txt")).isNull();
        assertThat(Collections.list(loader.getResources("texts/none.txt"))).isEmpty();
        assertThatThrownBy(() -> loader.loadClass("acme.None")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    @DisplayName("GIVEN a jar of the gateway's own class WHEN loaded THEN the gateway's is the one that counts")
    void loader_parentFirst() {
        Map<String, byte[]> files = new HashMap<>();
        files.put(Problem.class.getName().replace('.', '/') + ".class", new byte[]{1});

        assertThat(only(JarSource.zip(files))).startsWith("holds no routes");
    }

    @Test
    @DisplayName("GIVEN two jars WHEN one needs the other THEN it finds it; WHEN both hold a class THEN that is refused")
    void builders_twoJars() {
        JarSource both = JarSource.of("Base", "public abstract class Base" + BUILDER + "}").with("Routes",
                "public class Routes extends Base {" + CONFIGURE);
        SourceFile needs = jar("a.jar", both.jar("Base"));

        List<RouteBuilder> builders = RouteJars.builders(List.of(needs, jar("b.jar",
                JarSource.of("Base", "public abstract class Base" + BUILDER + "}").with("Other",
                        "public class Other extends Base {" + CONFIGURE).jar())));
        List<Problem> twice = RouteJars.problems(List.of(jar("b.jar", both.jar()), jar("c.jar", both.jar("Base"))));

        assertThat(names(builders)).containsExactly("acme.Routes", "acme.Other");
        assertThat(twice).singleElement().extracting(Problem::message).asString()
                .startsWith("holds acme/Routes.class, and so does another jar");
    }

    @Test
    @DisplayName("GIVEN classes that cannot be loaded or made WHEN asked for THEN each is told with what it lacks")
    void builders_unloadable() throws IOException {
        JarSource needy = JarSource.of("Base", "public abstract class Base" + BUILDER + "}").with("Routes",
                "public class Routes extends Base {" + CONFIGURE);
        byte[] newer = Objects.requireNonNull(
                JarContent.of(jar("a.jar", JarSource.greeting("x").jar())).get("acme/Greeting.class"));
        newer[7] = (byte) 200;

        assertThat(only(needy.jar("Base"))).startsWith("class acme.Routes cannot be loaded").contains("acme/Base");
        assertThat(only(JarSource.zip(Map.of("acme/Greeting.class", newer)))).contains("class file version 200");
        assertThat(only(JarSource.zip(Map.of("acme/Other.class", newer)))).contains("acme.Other cannot be loaded");
        assertThat(only(JarSource.zip(Map.of("java/lang/Evil.class", newer)))).contains("java.lang.Evil");
        assertThat(only(JarSource.of("Throws",
                "public class Throws" + BUILDER + " public Throws() { throw new IllegalStateException(\"boom\"); } "
                        + CONFIGURE)
                .jar())).contains("acme.Throws cannot be loaded: java.lang.IllegalStateException: boom");
        assertThat(only(JarSource.of("Static",
                "public class Static" + BUILDER + " static int x = Integer.parseInt(\"x\"); " + CONFIGURE).jar()))
                .contains("acme.Static cannot be loaded");
    }

    @Test
    @DisplayName("GIVEN a jar that unpacks to far more than it is, or to too many files WHEN read THEN it is refused, not unpacked")
    void content_bounds() {
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i <= JarContent.MOST_ENTRIES; i++) {
            many.put("f" + i, new byte[0]);
        }

        assertThat(only(JarSource.zip(Map.of("zeros", new byte[JarContent.LARGEST + 1]))))
                .isEqualTo("cannot be read as a jar: unpacked it is larger than 64MiB");
        assertThat(only(JarSource.zip(many))).endsWith("it holds more than 10000 files");
    }

    @Test
    @DisplayName("GIVEN folders and classes for other versions of Java WHEN read THEN they are passed over")
    void content_passedOver() throws IOException {
        byte[] jar = JarSource.greeting("x").withFile("META-INF/versions/9/acme/Greeting.class", "no")
                .withFile("module-info.class", "no").withFile("folder/", "").jar();

        assertThat(JarContent.of(jar("a.jar", jar))).containsOnlyKeys("acme/Greeting.class", "module-info.class");
        assertThat(RouteJars.problems(List.of(jar("a.jar", jar)))).isEmpty();
    }

    @Test
    @DisplayName("GIVEN several broken jars WHEN builders are asked for THEN every one is named")
    void builders_refused() {
        assertThatThrownBy(() -> RouteJars
                .builders(List.of(jar("a.jar", new byte[0]), jar("b.jar", new byte[]{'P', 'K'}))))
                .isInstanceOf(ProblemsException.class).hasMessageContaining("/routes/lib/a.jar")
                .hasMessageContaining("/routes/lib/b.jar");
    }
}
