package com.ainative.gateway.reload.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.reload.golden.Golden.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenReaderTest {

    private static final GatewayConfig CONFIG = new ConfigReader(name -> null)
            .read(file("gateway.yaml", Rehearsed.CONFIG), Path.of("")).config();
    private static final String ENOUGH = "request: {}\nexpect: {status: 200}\n";

    private static SourceFile file(String name, String text) {
        return new SourceFile(name, "routes/" + name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Golden read(String yaml) {
        return new GoldenReader(CONFIG).read(List.of(file("tests/a.yaml", yaml))).getFirst();
    }

    private static List<String> problems(String yaml) {
        return new GoldenReader(CONFIG).problems(List.of(file("tests/a.yaml", yaml))).stream().map(Problem::told)
                .toList();
    }

    @Test
    @DisplayName("GIVEN the least a golden says WHEN read THEN it posts to chat completions, without a token or a body")
    void read_defaults() {
        Golden golden = read("name: n\n" + ENOUGH);

        assertThat(golden.name()).isEqualTo("n");
        assertThat(golden.request().method()).isEqualTo("POST");
        assertThat(golden.request().path()).isEqualTo("/v1/chat/completions");
        assertThat(golden.request().tier()).isNull();
        assertThat(golden.request().body()).isNull();
        assertThat(golden.answers()).isEmpty();
        assertThat(golden.expectations()).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN a golden that says everything WHEN read THEN all of it is there, with the place of each expectation")
    void read_everything() {
        Golden golden = read("""
                name: everything
                request:
                  method: PUT
                  path: /v1/x?a=b%20c
                  token-tier: pro
                  body: {model: fast, n: 1, temperature: 0.5, stream: false, stop: null, messages: [hi, "1"]}
                provider:
                  first: {status: 503}
                  second:
                    body: |
                      data: {}
                expect:
                  status: 200
                  provider: second
                  json:
                    $.a[0].b-c: 1
                    $: {}
                """);

        assertThat(golden.request().method()).isEqualTo("PUT");
        assertThat(golden.request().path()).isEqualTo("/v1/x?a=b%20c");
        assertThat(golden.request().tier()).isEqualTo("pro");
        assertThat(golden.request().body()).isEqualTo("{\"model\":\"fast\",\"n\":1,\"temperature\":0.5,"
                + "\"stream\":false,\"stop\":null,\"messages\":[\"hi\",\"1\"]}");
        assertThat(golden.answers()).containsOnlyKeys("first", "second").containsValues(new Answer(503, ""),
                new Answer(200, "data: {}\n"));
        assertThat(golden.expectations()).extracting(at -> at.place().path() + " " + at.place().at().line())
                .containsExactly("expect.status 13", "expect.provider 14", "expect.json.'$.a[0].b-c' 16",
                        "expect.json.'$' 17");
    }

    @Test
    @DisplayName("GIVEN a body that is a text WHEN read THEN it is sent as it is, and nothing of the environment gets in")
    void read_textBody() {
        assertThat(read("name: n\nrequest: {body: \"{not JSON ${HOME}\"}\nexpect: {status: 400}\n").request().body())
                .isEqualTo("{not JSON ${HOME}");
    }

    @Test
    @DisplayName("GIVEN a body used twice by an alias WHEN read THEN both hold it")
    void read_alias() {
        Golden golden = read("""
                name: n
                request: {body: &same {a: [1]}}
                provider: {first: {body: *same}}
                expect: {status: 200}
                """);

        assertThat(golden.request().body()).isEqualTo("{\"a\":[1]}");
        assertThat(golden.answers()).containsValue(new Answer(200, "{\"a\":[1]}"));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("", ": is empty; name, request and expect are required"),
                wrong("- a\n", ":1:1 expected keys with values, found a list"),
                wrong("name: [\n", ":2:1 is not YAML: "),
                wrong(ENOUGH, ":1:1 name: is missing"),
                wrong("name: ''\n" + ENOUGH, ":1:7 name: '' is empty"),
                wrong("name: n\nexpect: {status: 200}\n", ":1:1 request: is missing"),
                wrong("name: n\nrequest: {}\n", ":1:1 expect: is missing"),
                wrong("name: n\nrequest: {}\nexpect: {}\n", ":3:9 expect: expects nothing; write a status"),
                wrong("name: n\nrequest: {}\nexpect: {json: {}}\n", ":3:16 expect.json: expects nothing; write"),
                wrong("name: n\nrequest: {}\nexpect: {json: [a]}\n", ":3:16 expect.json: expected keys with values"),
                wrong("nam: n\nname: n\n" + ENOUGH, ":1:1 nam: unknown key 'nam'; did you mean 'name'? Known here: "
                        + "name, request, provider, expect"),
                wrong("name: n\nrequest: {bdy: x}\nexpect: {status: 200}\n", ":2:11 request.bdy: unknown key 'bdy'; "
                        + "did you mean 'body'?"),
                wrong("name: n\nrequest: {}\nexpect: {statsu: 200, status: 200}\n",
                        ":3:10 expect.statsu: unknown key 'statsu'; did you mean 'status'?"),
                wrong("name: n\nprovider: {first: {bode: x}}\n" + ENOUGH,
                        ":2:20 provider.first.bode: unknown key 'bode'; did you mean 'body'?"),
                wrong("name: n\nprovider: {frist: {}}\n" + ENOUGH,
                        ":2:12 provider.frist: unknown provider 'frist'; known: first, second"),
                wrong("name: n\nprovider: {first: {status: 99}}\n" + ENOUGH,
                        ":2:28 provider.first.status: '99' is not a whole number from 200 to 599"),
                wrong("name: n\nprovider: {first: {status: 600}}\n" + ENOUGH, "'600' is not a whole number"),
                wrong("name: n\nprovider: [first]\n" + ENOUGH, ":2:11 provider: expected keys with values, found a"),
                wrong("name: n\nrequest: {}\nexpect: {status: two}\n",
                        ":3:18 expect.status: 'two' is not a whole number from 200 to 599"),
                wrong("name: n\nrequest: {}\nexpect: {status: }\n", "expect.status: holds no value; write one, or"),
                wrong("name: n\nrequest: {}\nexpect: {provider: third}\n",
                        ":3:20 expect.provider: unknown provider 'third'; known: first, second"),
                wrong("name: n\nrequest: {token-tier: gold}\nexpect: {status: 200}\n",
                        ":2:23 request.token-tier: unknown tier 'gold'; known: free, pro"),
                wrong("name: n\nrequest: {method: post}\nexpect: {status: 200}\n",
                        ":2:19 request.method: 'post' is not one of GET, POST"),
                wrong("name: n\nrequest: {path: v1}\nexpect: {status: 200}\n",
                        ":2:17 request.path: 'v1' is not the path of a request, such as /v1/chat/completions"),
                wrong("name: n\nrequest: {path: \"/a b\"}\nexpect: {status: 200}\n", "'/a b' is not the path of"),
                wrong("name: n\nrequest: {path: /%zz}\nexpect: {status: 200}\n", "'/%zz' is not the path of"),
                wrong("name: n\nrequest: {}\nexpect: {json: {a.b: 1}}\n", ":3:17 expect.json.a.b: 'a.b' is not a path "
                        + "that is understood; write $ for the whole answer, .name for a member and [0] for an item"),
                wrong("name: n\nrequest: {}\nexpect: {json: {$..a: 1}}\n", "'$..a' is not a path that is understood"),
                wrong("name: n\nrequest: {}\nexpect: {json: {\"$[*]\": 1}}\n",
                        "'$[*]' is not a path that is understood"),
                wrong("name: n\nrequest: {}\nexpect: {json: {$.a: .inf}}\n",
                        ":3:22 expect.json.'$.a': is no number that JSON has; write it in quotes for a text"),
                wrong("name: n\nrequest: {}\nexpect: {json: {$.a: 1e999999999}}\n", "is a number that is too long or"),
                wrong("name: n\nrequest: {}\nexpect: {json: {$.a: !!int x}}\n", "is no number that JSON has"),
                wrong("name: n\nrequest: {}\nexpect: {json: {$.a: !mine x}}\n", "the tag '!mine' means nothing here"),
                wrong("name: n\nrequest: {body: {a: 1, a: 2}}\nexpect: {status: 200}\n",
                        ":2:24 request.body.a: this key is here twice; the other is in line 2"),
                wrong("name: n\nrequest: {body: {[a]: 1}}\nexpect: {status: 200}\n", "a key must be a text, found a"),
                wrong("name: n\nrequest: {body: &a {b: *a}}\nexpect: {status: 200}\n",
                        "stands for itself; an alias cannot be used within its own anchor"));
    }

    private static Arguments wrong(String yaml, String told) {
        return Arguments.of(yaml, told);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    @DisplayName("GIVEN a golden with one mistake WHEN read THEN its place is told, what is wrong and what would be right")
    void read_mistake(String yaml, String told) {
        assertThat(problems(yaml)).hasSize(1).first().asString().startsWith("routes/tests/a.yaml:").contains(told);
    }

    @Test
    @DisplayName("GIVEN mistakes in several goldens WHEN read THEN all of them are told, by file and line")
    void read_severalFiles() {
        ProblemsException refused = catchThrowableOfType(ProblemsException.class,
                () -> new GoldenReader(CONFIG).read(List.of(
                        file("tests/a.yaml", "name: a\nrequest: {path: x}\nexpect: {status: 1}\n"),
                        file("tests/b.yaml", "name: b\n" + ENOUGH), file("tests/c.yaml", "{"))));

        assertThat(refused.problems()).extracting(problem -> problem.file() + ":" + problem.line()).containsExactly(
                "routes/tests/a.yaml:2", "routes/tests/a.yaml:3", "routes/tests/c.yaml:1");
    }

    @Test
    @DisplayName("GIVEN a few aliases that stand for millions of values WHEN read THEN it is refused at once")
    void read_aliasBomb() {
        StringBuilder yaml = new StringBuilder(
                "name: n\nexpect: {status: 200}\nrequest:\n  body:\n    a0: &a0 [x, x, x]\n");
        for (int i = 1; i <= 16; i++) {
            yaml.append("    a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }

        assertThat(problems(yaml.toString())).hasSize(1).first().asString()
                .endsWith("with its aliases written out, this file holds more than 100000 values");
    }
}
