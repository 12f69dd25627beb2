package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code routes history}, {@code routes list} and {@code routes show}: they change nothing. */
class RoutesViewsTest {

    private static final String HISTORY = """
            {"serving":12,"generations":[\
            {"revision":12,"generation":"3f2a9c1b0d","time":"2026-11-25T06:27:43Z","author":"operator:alice","state":"watched","why":""},\
            {"revision":9,"generation":"77","time":"2026-11-24T00:00:00.230882587Z","author":"watch","state":"rolled-back","why":"too many\\n failures\\u001B[1m"}]}""";

    private static final String ROUTES = """
            {"generation":"3f2a9c1b0d","routes":[\
            {"id":"chat","description":"Answers \\u6c34","from":"platform-http:/v1/chat/completions","file":"chat.camel.yaml","line":2,"builtIn":false},\
            {"id":"health","description":"","from":"platform-http:/health","file":"","line":0,"builtIn":true}]}""";

    private static final String CHAT = """
            {"id":"chat","description":"","from":"platform-http:/v1","file":"chat.camel.yaml","line":2,"builtIn":false,\
            "source":"- route:\\n    id: chat\\u001B\\n\\tx\\n"}""";

    private AdminPort port;

    @BeforeEach
    void start() throws IOException {
        port = AdminPort.start().on("generations", HISTORY).on("routes/chat", CHAT).on("routes", ROUTES);
    }

    @AfterEach
    void stop() {
        port.close();
    }

    @Test
    @DisplayName("GIVEN generations WHEN history is run THEN each is a line of an aligned table, in plain text")
    void history_text() {
        assertThat(port.routes("history")).isEqualTo(new Shell(0, """
                REVISION  GENERATION  TIME                  AUTHOR          STATE        WHY
                12        3f2a9c1b0d  2026-11-25T06:27:43Z  operator:alice  watched
                9         77          2026-11-24T00:00:00Z  watch           rolled-back  too many failures [1m
                """, ""));
        assertThat(port.asked()).containsExactly("GET /admin/generations");
        assertThat(port.server().seen().getFirst().authorization()).isEqualTo("Bearer abc");
    }

    @Test
    @DisplayName("GIVEN --json WHEN history, list or show is run THEN the admin port's own JSON is printed")
    void call_json() {
        assertThat(port.routes("history", "--json")).isEqualTo(new Shell(0, HISTORY + "\n", ""));
        assertThat(port.routes("list", "--json").out()).startsWith("{\"generation\":\"3f2a9c1b0d\",\"routes\":[{");
        assertThat(port.routes("show", "chat", "--json").out()).startsWith("{\"id\":\"chat\"").hasLineCount(1);
    }

    @Test
    @DisplayName("GIVEN routes WHEN list is run THEN each is a line that says where it is written")
    void list_text() {
        assertThat(port.routes("list")).isEqualTo(new Shell(0, """
                ID      WRITTEN IN         FROM                                DESCRIPTION
                chat    chat.camel.yaml:2  platform-http:/v1/chat/completions  Answers 水
                health  built in           platform-http:/health
                """, ""));
        assertThat(port.asked()).containsExactly("GET /admin/routes");
    }

    @Test
    @DisplayName("GIVEN a route WHEN show is run THEN its source is printed below a comment, without what moves a cursor")
    void show_text() {
        assertThat(port.routes("show", "chat")).isEqualTo(new Shell(0, """
                # chat serves platform-http:/v1, chat.camel.yaml:2
                - route:
                    id: chat
                \tx
                """, ""));
        assertThat(port.asked()).containsExactly("GET /admin/routes/chat");
    }

    @Test
    @DisplayName("GIVEN a route that is built in WHEN show is run THEN that is all there is to say")
    void show_builtIn() {
        port.on("routes/health",
                "{\"id\":\"health\",\"from\":\"platform-http:/health\",\"builtIn\":true,\"source\":\"\"}");

        assertThat(port.routes("show", "health"))
                .isEqualTo(new Shell(0, "# health serves platform-http:/health, built in\n", ""));
    }

    @Test
    @DisplayName("GIVEN a route out of a jar WHEN show is run THEN the jar is named, without a line")
    void show_compiled() {
        port.on("routes/hi", "{\"id\":\"hi\",\"from\":\"platform-http:/hi\",\"file\":\"lib/hi.jar\",\"line\":0,"
                + "\"builtIn\":false,\"source\":\"\"}");

        assertThat(port.routes("show", "hi"))
                .isEqualTo(new Shell(0, "# hi serves platform-http:/hi, lib/hi.jar\n", ""));
    }

    @Test
    @DisplayName("GIVEN an id with characters of a URL WHEN show is run THEN they stay part of the id")
    void show_oddId() {
        port.routes("show", "a b/../c?d");

        assertThat(port.server().seen()).extracting(FakeGateway.Seen::path).containsExactly("/admin/routes/a b/../c?d");
        assertThat(port.server().seen()).extracting(FakeGateway.Seen::query).containsExactly("null");
    }

    @Test
    @DisplayName("GIVEN no id, or an empty one, WHEN show is run THEN it is a usage error")
    void show_noId() {
        assertThat(port.routes("show")).isEqualTo(new Shell(2, "",
                "ainative: Missing required parameter: 'ID'; try ainative routes show --help\n"));
        assertThat(port.routes("show", " "))
                .isEqualTo(new Shell(2, "", "ainative: ID is empty; try ainative routes show --help\n"));
        assertThat(port.asked()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN routes alone WHEN run THEN a command is missing")
    void routes_noCommand() {
        assertThat(port.routes())
                .isEqualTo(new Shell(2, "", "ainative: a command is missing; try ainative routes --help\n"));
    }
}
