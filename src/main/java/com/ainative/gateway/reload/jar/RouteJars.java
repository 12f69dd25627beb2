package com.ainative.gateway.reload.jar;

import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ResourceHelper;

/**
 * Finds the routes in an operator's jars: every public class that extends {@link RouteBuilder} and has a public constructor
 * without arguments, by name. Whoever calls gets classes and objects of its own, on a new class loader.
 */
public final class RouteJars {

    private static final String CLASS = ".class";

    private final Map<String, Map<String, byte[]>> contents = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<RouteBuilder> builders = new ArrayList<>();

    private RouteJars() {
    }

    /**
     * A builder for each such class; its resource is named as its jar is.
     *
     * @throws ProblemsException with what is wrong in any of the jars
     */
    public static List<RouteBuilder> builders(List<SourceFile> jars) {
        RouteJars found = new RouteJars();
        found.load(jars);
        if (!found.problems.isEmpty()) {
            throw new ProblemsException(found.problems);
        }
        return found.builders;
    }

    /** What keeps the jars from taking part. */
    public static List<Problem> problems(List<SourceFile> jars) {
        RouteJars found = new RouteJars();
        found.load(jars);
        return found.problems;
    }

    private void load(List<SourceFile> jars) {
        Map<String, byte[]> files = new HashMap<>();
        for (SourceFile jar : jars) {
            unpack(jar, files);
        }
        ClassLoader loader = new JarLoader(files, RouteJars.class.getClassLoader());
        for (SourceFile jar : jars) {
            Map<String, byte[]> content = contents.get(jar.name());
            if (content != null) {
                find(jar, content, loader);
            }
        }
    }

    private void unpack(SourceFile jar, Map<String, byte[]> files) {
        try {
            Map<String, byte[]> content = JarContent.of(jar);
            for (Map.Entry<String, byte[]> file : content.entrySet()) {
                boolean taken = files.putIfAbsent(file.getKey(), file.getValue()) != null;
                if (taken && isClass(file.getKey())) {
                    problem(jar, "holds " + file.getKey() + ", and so does another jar beside it; keep one of the two");
                }
            }
            contents.put(jar.name(), content);
        } catch (IOException e) {
            problem(jar, "cannot be read as a jar: " + e.getMessage());
        }
    }

    private void find(SourceFile jar, Map<String, byte[]> content, ClassLoader loader) {
        int before = builders.size() + problems.size();
        content.keySet().stream().filter(RouteJars::isClass).forEach(file -> {
            String name = file.substring(0, file.length() - CLASS.length()).replace('/', '.');
            try {
                Class<?> type = Class.forName(name, false, loader);
                if (type.getClassLoader() == loader && isRoutes(type)) {
                    builders.add(make(type.asSubclass(RouteBuilder.class), jar));
                }
            } catch (ReflectiveOperationException | LinkageError | SecurityException e) {
                Throwable why = e instanceof InvocationTargetException thrown ? thrown.getTargetException() : e;
                problem(jar, "class " + name + " cannot be loaded: " + why
                        + "; what it needs must be in a jar here or in the gateway");
            }
        });
        if (builders.size() + problems.size() == before) {
            problem(jar, "holds no routes: no public class in it extends " + RouteBuilder.class.getName()
                    + " and has a public constructor without arguments");
        }
    }

    private static boolean isClass(String file) {
        return file.endsWith(CLASS) && !file.endsWith("module-info.class");
    }

    private static boolean isRoutes(Class<?> type) {
        boolean usable = Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers());
        return usable && RouteBuilder.class.isAssignableFrom(type) && List.of(type.getConstructors()).stream()
                .anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    private static RouteBuilder make(Class<? extends RouteBuilder> type, SourceFile jar)
            throws ReflectiveOperationException {
        RouteBuilder routes = type.getConstructor().newInstance();
        routes.setResource(ResourceHelper.fromBytes(jar.name(), jar.bytes()));
        return routes;
    }

    private void problem(SourceFile jar, String message) {
        problems.add(Problem.ofFile(jar.shown(), message));
    }
}
