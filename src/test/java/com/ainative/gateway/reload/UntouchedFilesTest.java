package com.ainative.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UntouchedFilesTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("in")).resolve("waiting"), "text");
        camel.addComponent("file", new UntouchedFiles());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + folder.resolve("in") + "?delete=true").to("file:" + folder.resolve("moved"));
                from("direct:write").to("file:" + folder.resolve("out") + "?fileName=a");
                from("direct:read").pollEnrich("file:" + folder.resolve("in") + "?noop=true");
                from("direct:wait").pollEnrich("file:" + folder.resolve("in"), 1);
                from("direct:look").pollEnrich("file:" + folder.resolve("in"), 0);
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    @DisplayName("GIVEN routes that write and read files WHEN they run where they are only tried THEN no file is made, taken or seen")
    void createEndpoint_nothing() {
        for (String route : new String[]{"direct:write", "direct:read", "direct:wait", "direct:look"}) {
            assertThat(camel.createProducerTemplate().requestBody(route, "sent")).as(route)
                    .isEqualTo(route.equals("direct:write") ? "sent" : null);
        }

        assertThat(folder).isDirectoryRecursivelyContaining("glob:**/waiting");
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(folder.resolve("moved")).doesNotExist();
    }
}
