package com.ainative.gateway.reload.jar;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one generation's jars from memory; the gateway's own come first. It holds no file and nothing
 * static holds it, so there is nothing to close: it goes with the last object of its classes. A stream that a route of the
 * jars began may thus still load classes when the routes have stopped.
 */
final class JarLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> files;

    /** @param files by their path within the jars */
    JarLoader(Map<String, byte[]> files, ClassLoader parent) {
        super("route-jars", parent);
        this.files = Map.copyOf(files);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = files.get(name.replace('.', '/') + ".class");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        byte[] bytes = files.get(name);
        try {
            return bytes == null ? null : URL.of(new URI("route-jar", null, "/" + name, null), new InMemory(bytes));
        } catch (URISyntaxException | MalformedURLException e) {
            return null; // a name that is none for a URL is not found, as with any other loader
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return found == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(found));
    }

    /** Opens one of the files. */
    private static final class InMemory extends URLStreamHandler {

        private final byte[] bytes;

        InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
