package com.ainative.gateway.reload;

import com.ainative.gateway.config.SourceFile;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Hands camel-main the routes that were read already, so that what starts is what was checked. */
final class GivenRoutes extends DefaultRoutesCollector {

    private final List<Resource> files;

    GivenRoutes(List<SourceFile> files) {
        this.files = files.stream().map(file -> ResourceHelper.fromBytes(file.name(), file.bytes())).toList();
    }

    @Override
    public Collection<RoutesBuilder> collectRoutesFromDirectory(CamelContext camel, String include, String exclude) {
        try {
            return PluginHelper.getRoutesLoader(camel).findRoutesBuilders(files);
        } catch (Exception e) { // Camel's signature; what it says is told with the file's name by whoever starts this
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }
}
