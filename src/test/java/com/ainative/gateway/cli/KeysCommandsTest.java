package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysCommandsTest {

    private static final String KEYS = """
            {"keys":[{"kid":"a","state":"current","made":"2026-11-01T12:00:00Z","until":null},\
            {"kid":"bb","state":"retired","made":null,"until":"2026-11-02T12:00:00Z"}]}""";

    private AdminPort port;

    @BeforeEach
    void start() throws IOException {
        port = AdminPort.start().on("signing-keys", KEYS).on("signing-keys/rotate", KEYS);
    }

    @AfterEach
    void stop() {
        port.close();
    }

    @Test
    @DisplayName("GIVEN keys WHEN they are listed THEN each has a line, or all are one JSON object")
    void list_table() {
        assertThat(port.keys("list")).isEqualTo(new Shell(0, """
                KEY  STATE    MADE                  UNTIL
                a    current  2026-11-01T12:00:00Z  -
                bb   retired  -                     2026-11-02T12:00:00Z
                """, ""));
        assertThat(port.keys("list", "--json")).isEqualTo(new Shell(0, KEYS + "\n", ""));
        assertThat(port.asked()).containsExactly("GET /admin/signing-keys", "GET /admin/signing-keys");
    }

    @Test
    @DisplayName("GIVEN a key WHEN it is rotated THEN the line says which signs now, and what becomes of tokens")
    void rotate_said() {
        assertThat(port.keys("rotate")).isEqualTo(new Shell(0,
                "key a signs from now on; tokens from before stay good as long as they say\n", ""));
        assertThat(port.sent().toString()).isEqualTo("{\"revoke\":false}");

        assertThat(port.keys("rotate", "--revoke")).isEqualTo(
                new Shell(0, "key a signs from now on; tokens from before are good no more\n",
                        "ainative: the token of this command is good no more either\n"));
        assertThat(port.sent().toString()).isEqualTo("{\"revoke\":true}");
        assertThat(port.keys("rotate", "--revoke", "--json")).isEqualTo(new Shell(0, KEYS + "\n", ""));
        assertThat(port.asked()).containsOnly("POST /admin/signing-keys/rotate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "403|4|role missing|the token lacks the role this needs (403): No. Pass one that has it in AINATIVE_TOKEN.",
        "409|1|keys elsewhere|No.", "503|1|overloaded|the gateway refused the request (503): No."})
    @DisplayName("GIVEN a gateway that does not rotate WHEN it is asked THEN one line says why, and the exit code tells the kind")
    void rotate_refused(int status, int exit, String title, String line) throws IOException {
        try (AdminPort other = AdminPort.start().refuses("signing-keys/rotate", status,
                "{\"title\":\"" + title + "\",\"detail\":\"No.\"}")) {
            assertThat(other.keys("rotate")).isEqualTo(new Shell(exit, "", "ainative: " + line + "\n"));
        }
    }

    @Test
    @DisplayName("GIVEN no command below it WHEN keys is run THEN it is a usage error, and nothing is asked")
    void keys_alone() {
        assertThat(port.keys())
                .isEqualTo(new Shell(2, "", "ainative: a command is missing; try ainative keys --help\n"));
        assertThat(port.asked()).isEmpty();
    }
}
