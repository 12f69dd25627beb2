package com.ainative.gateway.fake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java that is compiled and packed in memory, always to the same bytes. */
public final class JarSource {

    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, byte[]> files = new TreeMap<>();

    /** A class in the package {@code acme}. */
    public static JarSource of(String name, String body) {
        return new JarSource().with(name, body);
    }

    /** A jar of one builder of routes. */
    public static JarSource routes(String name, String configure) {
        return of(name, "public class " + name + " extends org.apache.camel.builder.RouteBuilder {\n"
                + "  @Override public void configure() throws Exception {\n" + configure + "\n  }\n}\n");
    }

    /** A route {@code greeting} that answers on {@code /v1/greeting}. */
    public static JarSource greeting(String answer) {
        return routes("Greeting",
                "from(\"platform-http:/v1/greeting\").routeId(\"greeting\").description(\"Says hello\")\n"
                        + ".setBody(constant(\"" + answer + "\"));");
    }

    public JarSource with(String name, String body) {
        sources.put(name, "package acme;\n" + body);
        return this;
    }

    public JarSource withFile(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** As it would come out of a build. */
    public byte[] jar(String... without) {
        Map<String, byte[]> packed = new TreeMap<>(files);
        packed.putAll(compile());
        for (String name : without) {
            packed.remove("acme/" + name + ".class");
        }
        return zip(packed);
    }

    public static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                out.putNextEntry(entry);
                out.write(file.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Packs it and puts it there. */
    public void writeTo(Path file) {
        write(file, jar());
    }

    public static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, byte[]> compile() {
        Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "runs on no JDK");
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<Text> texts = sources.entrySet().stream().map(source -> new Text(source.getKey(), source.getValue()))
                    .toList();
            List<String> options = List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
            if (!compiler.getTask(null, new Outputs(standard, classes), null, options, null, texts).call()) {
                throw new IllegalArgumentException("does not compile: " + sources);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, byte[]> compiled = new TreeMap<>();
        classes.forEach((name, bytes) -> compiled.put(name.replace('.', '/') + ".class", bytes.toByteArray()));
        return compiled;
    }

    private static final class Text
            extends
                SimpleJavaFileObject {

        private final String text;

        Text(String name, String text) {
            super(URI.create("memory:/acme/" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Outputs
            extends
                ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> classes;

        Outputs(JavaFileManager standard, Map<String, ByteArrayOutputStream> classes) {
            super(standard);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
                FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:/" + name.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(name, bytes);
                    return bytes;
                }
            };
        }
    }
}
