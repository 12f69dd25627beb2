package com.ainative.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.batch.ReadLines.Found;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadLinesTest {

    private static final String BODY = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static String line(String customId) {
        return "{\"custom_id\":\"" + customId + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                + BODY + "}";
    }

    private static Found read(String text) {
        return ReadLines.of(text.getBytes(StandardCharsets.UTF_8), new Caller("ann", "pro", List.of()));
    }

    @Test
    @DisplayName("GIVEN good lines with either line end WHEN read THEN each is a request in its order")
    void of_good() {
        assertThat(read(line("a") + "\r\n" + line("b") + "\n\n")).isInstanceOfSatisfying(Found.Good.class,
                good -> assertThat(good.lines()).satisfiesExactly(
                        first -> assertThat(first.customId()).isEqualTo("a"),
                        second -> {
                            assertThat(second.index()).isEqualTo(1);
                            assertThat(second.model()).isEqualTo("m");
                            assertThat(new String(second.request(), StandardCharsets.UTF_8)).isEqualTo(BODY);
                        }));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "nothing                    | invalid_json_line          |",
        "[]                         | invalid_json_line          |",
        "`{\"custom_id\":`          | invalid_json_line          |",
        "`{\"a\":1,\"a\":2}`        | invalid_json_line          | a",
        "``                         | invalid_json_line          |",
        "`{}`                       | missing_required_parameter | custom_id",
        "`{\"custom_id\":7}`        | invalid_custom_id          | custom_id",
        "`{\"custom_id\":\" \"}`    | invalid_custom_id          | custom_id",
        "`{\"custom_id\":\"a\\u0000b\"}` | invalid_custom_id | custom_id",
        "`{\"custom_id\":\"x\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"m\\u0000\"}}`"
                + " | invalid_request | body.model",
        "`{\"custom_id\":\"first\"}`| duplicate_custom_id        | custom_id",
        "`{\"custom_id\":\"x\"}`    | missing_required_parameter | method",
        "`{\"custom_id\":\"x\",\"method\":\"GET\"}` | invalid_method | method",
        "`{\"custom_id\":\"x\",\"method\":\"POST\",\"url\":\"/v1/embeddings\"}` | invalid_url | url",
        "`{\"custom_id\":\"x\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\"}`"
                + " | missing_required_parameter | body",
        "`{\"custom_id\":\"x\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":[]}`"
                + " | invalid_request | body",
        "`{\"custom_id\":\"x\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"m\"}}`"
                + " | invalid_request | body.messages",
        "`{\"custom_id\":\"x\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"m\","
                + "\"stream\":true,\"messages\":[{\"role\":\"user\"}]}}` | unsupported_parameter | body.stream"})
    @DisplayName("GIVEN a wrong second line WHEN read THEN the file is broken there, and says what is wrong")
    void of_wrongLine(String wrong, String code, String param) {
        assertThat(read(line("first") + "\n" + wrong + "\n" + line("third"))).isInstanceOfSatisfying(
                Found.Broken.class, broken -> assertThat(broken.errors()).singleElement().satisfies(error -> {
                    assertThat(error.code()).isEqualTo(code);
                    assertThat(error.line()).isEqualTo(2);
                    assertThat(error.param()).isEqualTo(param);
                    assertThat(error.message()).isNotBlank();
                }));
    }

    @ParameterizedTest
    @CsvSource({"0, empty_file", "50001, too_many_lines"})
    @DisplayName("GIVEN too few or too many lines WHEN read THEN the file is broken as a whole")
    void of_wrongNumber(int lines, String code) {
        String text = IntStream.range(0, lines).mapToObj(i -> line("r" + i)).collect(Collectors.joining("\n"));
        assertThat(read(text)).isInstanceOfSatisfying(Found.Broken.class,
                broken -> assertThat(broken.errors()).singleElement().satisfies(error -> {
                    assertThat(error.code()).isEqualTo(code);
                    assertThat(error.line()).isNull();
                }));
    }

    @Test
    @DisplayName("GIVEN a file of rubbish WHEN read THEN a hundred errors are told")
    void of_rubbish() {
        assertThat(read("x\n".repeat(1_000))).isInstanceOfSatisfying(Found.Broken.class,
                broken -> assertThat(broken.errors()).hasSize(100));
    }
}
