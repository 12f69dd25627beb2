package com.ainative.gateway.reload.check;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.DataFormatResolver;
import org.apache.camel.spi.LanguageResolver;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.jspecify.annotations.Nullable;

/**
 * A Camel context that has it makes no component, language or data format that routes may not use, whoever asks. {@link
 * RouteCheck} reads what is written; this also holds for what only becomes a URI while a request is served, and for routes
 * that come as code.
 */
public final class SchemeGuard {

    static final String BEANS = "a placeholder calls a bean; placeholders stand for texts";
    static final String ENVIRONMENT = "a placeholder asks for the environment, which may hold secrets; the configuration may, routes may not";

    /** The functions of placeholders that read what surrounds the process. */
    private static final List<String> SURROUNDINGS = List.of("env", "sys", "service", "service.name", "service.host",
            "service.port");

    private SchemeGuard() {
    }

    /** Before the context makes its first endpoint: what it has already, it keeps. */
    public static void install(CamelContext camel) {
        ExtendedCamelContext context = camel.getCamelContextExtension();
        ComponentResolver components = PluginHelper.getComponentResolver(context);
        context.addContextPlugin(ComponentResolver.class, (name, asking) -> {
            if (!Allowed.SCHEMES.contains(name)) {
                throw new IllegalArgumentException(Allowed.refusedScheme(name));
            }
            return components.resolveComponent(name, asking);
        });
        LanguageResolver languages = PluginHelper.getLanguageResolver(context);
        context.addContextPlugin(LanguageResolver.class, (name, asking) -> {
            if (!Allowed.LANGUAGES.contains(name) && !Allowed.LANGUAGES_BEHIND.contains(name)) {
                throw new IllegalArgumentException(Allowed.refusedLanguage(name));
            }
            return languages.resolveLanguage(name, asking);
        });
        DataFormatResolver formats = PluginHelper.getDataFormatResolver(context);
        context.addContextPlugin(DataFormatResolver.class, (name, asking) -> {
            if (!Allowed.DATA_FORMATS_BEHIND.contains(name)) {
                throw new IllegalArgumentException(Allowed.refusedDataFormat(name));
            }
            return formats.createDataFormat(name, asking);
        });
        confine(camel.getPropertiesComponent());
        camel.setClassResolver(new NoClassesByName(camel));
    }

    /** Finds no class for {@code #class:}, {@code #type:} and {@code #valueAs(}, which may stand in any option. */
    private static final class NoClassesByName extends DefaultClassResolver {

        private static final StackWalker CALLERS = StackWalker.getInstance();

        NoClassesByName(CamelContext camel) {
            super(camel);
        }

        @Override
        protected @Nullable Class<?> loadClass(String name, ClassLoader loader) {
            boolean named = CALLERS.walk(frames -> frames
                    .anyMatch(frame -> frame.getClassName().equals(PropertyBindingSupport.class.getName())
                            && frame.getMethodName().equals("resolveBean")));
            return named ? null : super.loadClass(name, loader);
        }
    }

    /**
     * {@code {{name}}} is one of the gateway's own properties, never by chance a variable of the environment, and no
     * placeholder calls a bean.
     */
    private static void confine(PropertiesComponent properties) {
        if (properties instanceof org.apache.camel.component.properties.PropertiesComponent own) {
            own.setEnvironmentVariableMode(
                    org.apache.camel.component.properties.PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
            own.setSystemPropertiesMode(
                    org.apache.camel.component.properties.PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        }
        properties.addPropertiesFunction(new Refused("bean", BEANS));
        // Camel resolves placeholders in what a request says, too, where that becomes part of a URI.
        SURROUNDINGS.forEach(name -> properties.addPropertiesFunction(new Refused(name, ENVIRONMENT)));
    }

    private record Refused(String name, String reason) implements PropertiesFunction {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String apply(String remainder) {
            throw new IllegalArgumentException(reason);
        }
    }
}
