package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoutesRollbackTest {

    private static final String BACK = "{\"generation\":\"aa\",\"revision\":11,\"changed\":true,\"serving\":true,\"millis\":20,\"goldens\":0,\"notices\":[]}";

    private AdminPort port;

    @BeforeEach
    void start() throws IOException {
        port = AdminPort.start();
    }

    @AfterEach
    void stop() {
        port.close();
    }

    @Test
    @DisplayName("GIVEN no revision WHEN rollback is run THEN the gateway chooses the one before")
    void call_oneBefore() {
        port.on("rollback", BACK);

        assertThat(port.routes("rollback"))
                .isEqualTo(new Shell(0, "generation aa serves now, as revision 11, after 20 ms\n", ""));
        assertThat(port.asked()).containsExactly("POST /admin/rollback");
        assertThat(port.sent()).hasToString("{}");
    }

    @Test
    @DisplayName("GIVEN a revision and --json WHEN rollback is run THEN it is asked for, and the answer printed as it is")
    void call_revision() {
        port.on("rollback", BACK);

        assertThat(port.routes("rollback", "11", "--json")).isEqualTo(new Shell(0, BACK + "\n", ""));
        assertThat(port.sent()).hasToString("{\"revision\":11}");
    }

    @Test
    @DisplayName("GIVEN something that is no revision WHEN rollback is run THEN it is a usage error")
    void call_noNumber() {
        Shell shell = port.routes("rollback", "latest");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("'latest'").endsWith("try ainative routes rollback --help\n").hasLineCount(1);
        assertThat(port.asked()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a revision that is not kept WHEN rollback is run THEN the gateway's reason is told, exit code 1")
    void call_unknown() {
        port.refuses("rollback", 404, "{\"detail\":\"There is no revision 3.\"}");

        assertThat(port.routes("rollback", "3")).isEqualTo(
                new Shell(1, "", "ainative: the gateway refused the request (404): There is no revision 3.\n"));
    }
}
