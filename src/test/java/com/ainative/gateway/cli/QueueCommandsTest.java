package com.ainative.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The commands of {@code queue}. */
@Timeout(60)
class QueueCommandsTest {

    private static final String STATUS = """
            {"broker":{"kind":"embedded","trouble":null,"listening":"127.0.0.1:61616","waiting":{"chat.requests":3}},\
            "jobs":{"accepted":2,"dispatched":1,"answered":40,"unknown":%d,"dead":4,"cancelled":0},"running":1,\
            "deliveries":{"waiting":5,"failed":6},\
            "resting":[{"lane":"caller","name":"alice\\u001B[1m","seconds":12}]}""";

    private static final String WAITING = """
            {"jobs":[{"id":"job-1","state":"accepted","subject":"alice","model":"fast","origin":"queue","tries":1,\
            "priority":7,"accepted_at":"2026-11-25T06:27:43Z","not_before":null,"deadline":null,"request":{"n":1}}],\
            "queue":{"name":"chat.requests","trouble":%s,"messages":[{"id":"ID:1","model":null,"correlation_id":"c",\
            "reply_to":null,"priority":4,"deliveries":1,"deadline":null,"trouble":null}]}}""";

    private static final String DEAD = """
            {"dead":[{"id":"job-2","state":"unknown","subject":"bob","model":"fast","origin":"http","tries":1,\
            "unknowns":1,"reason":"outcome_unknown","status":500,"error":"Not known.","ended_at":"2026-11-25T06:00:00Z"},\
            {"id":"job-1","state":"dead","subject":"alice","model":"fast","origin":"queue","tries":5,"unknowns":0,\
            "reason":null,"status":502,"error":null,"ended_at":"2026-11-25T05:00:00Z"}]}""";

    private static final String SUBMITTED = "{\"id\":\"abc-1\",\"queue\":\"q\",\"reply_to\":\"r\"}";

    private static final String REQUEST = "{\"model\":\"fast\",\"messages\":[]}";

    @TempDir
    private Path folder;
    private AdminPort port;

    @BeforeEach
    void start() throws IOException {
        port = AdminPort.start().on("queue", STATUS.formatted(1)).on("queue/jobs", WAITING.formatted("null"))
                .on("queue/dead", DEAD).on("queue/dead/replay", "{\"replayed\":2}");
        port.server().on("/admin/queue/messages", 202, SUBMITTED, "content-type", "application/json");
    }

    @AfterEach
    void stop() {
        port.close();
    }

    @Test
    @DisplayName("GIVEN a broker and jobs WHEN status is run THEN each kind of number is a table, in plain text")
    void status_text() {
        assertThat(port.queue("status")).isEqualTo(new Shell(0, """
                BROKER    LISTENS ON       STATE
                embedded  127.0.0.1:61616  there

                QUEUE          MESSAGES
                chat.requests  3

                JOBS                 NUMBER
                accepted             2
                dispatched           1
                answered             40
                unknown              1
                dead                 4
                cancelled            0
                running here         1
                answers to deliver   5
                answers nobody took  6

                AT ITS LIMIT  NAME      FOR
                caller        alice [1m  12 s
                """.replace("NAME      FOR", "NAME       FOR"), ""));
        assertThat(port.asked()).containsExactly("GET /admin/queue");
        assertThat(port.server().seen().getFirst().authorization()).isEqualTo("Bearer abc");
    }

    @ParameterizedTest
    @CsvSource({"none, , not configured", "kafka, no answer, away: no answer"})
    @DisplayName("GIVEN no broker, or one that is away WHEN status is run THEN it says so, and shows no queues")
    void status_noBroker(String kind, String trouble, String state) {
        try (AdminPort other = AdminPort.start().on("queue",
                "{\"broker\":{\"kind\":\"" + kind + "\",\"trouble\":" + (trouble == null ? "null" : '"' + trouble + '"')
                        + ",\"listening\":null,\"waiting\":{}},\"resting\":[]}")) {
            assertThat(other.queue("status").out()).startsWith("BROKER").contains(kind, "  -  ", state)
                    .doesNotContain("QUEUE", "AT ITS LIMIT");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("GIVEN --json WHEN any of them is run THEN the admin port's own JSON is printed")
    void call_json() throws IOException {
        assertThat(port.queue("status", "--json")).isEqualTo(new Shell(0, STATUS.formatted(1) + "\n", ""));
        assertThat(port.queue("peek", "--json")).isEqualTo(new Shell(0, WAITING.formatted("null") + "\n", ""));
        assertThat(port.queue("dlq", "list", "--json")).isEqualTo(new Shell(0, DEAD + "\n", ""));
        assertThat(port.queue("dlq", "replay", "--all", "--yes", "--json"))
                .isEqualTo(new Shell(0, "{\"replayed\":2}\n", ""));
        Path file = Files.writeString(folder.resolve("request.json"), REQUEST);
        assertThat(port.queue("submit", file.toString(), "--user-token", "t", "--json"))
                .isEqualTo(new Shell(0, SUBMITTED + "\n", ""));
    }

    @Test
    @DisplayName("GIVEN jobs and messages that wait WHEN peek is run THEN both are tables, and each request is shown that came along")
    void peek_text() {
        assertThat(port.queue("peek", "--limit", "3", "--bodies")).isEqualTo(new Shell(0,
                """
                        JOB    SUBJECT  MODEL  ORIGIN  PRIORITY  TRIES  ACCEPTED              NOT BEFORE  DEADLINE
                        job-1  alice    fast   queue   7         1      2026-11-25T06:27:43Z  -           -

                        # job-1
                        {"n":1}

                        MESSAGE IN chat.requests  MODEL  PRIORITY  CORRELATION  REPLY TO  DEADLINE  TROUBLE
                        ID:1                      -      4         c            -         -         -
                        """, ""));
        port.queue("peek");
        assertThat(port.asked()).containsExactly("GET /admin/queue/jobs?state=accepted&limit=3&bodies=true",
                "GET /admin/queue/jobs?state=accepted&limit=20");
    }

    @Test
    @DisplayName("GIVEN a queue that cannot be looked into WHEN peek is run THEN the jobs are shown, and a remark says why")
    void peek_trouble() throws IOException {
        try (AdminPort other = AdminPort.start().on("queue/jobs",
                WAITING.formatted("\"It is away.\"").replaceFirst("\"messages\":.*", "\"messages\":[]}}"))) {
            Shell shell = other.queue("peek");

            assertThat(shell.exit()).isZero();
            assertThat(shell.out()).contains("job-1").doesNotContain("MESSAGE IN");
            assertThat(shell.err())
                    .isEqualTo("ainative: queue chat.requests cannot be looked into: It is away.\n");
        }
    }

    @Test
    @DisplayName("GIVEN messages so large that others were left out WHEN peek is run THEN a remark says so")
    void peek_cut() throws IOException {
        try (AdminPort other = AdminPort.start().on("queue/jobs",
                WAITING.formatted("null").replaceFirst("]}}$", "],\"cut\":true}}"))) {
            Shell shell = other.queue("peek");

            assertThat(shell.exit()).isZero();
            assertThat(shell.out()).contains("MESSAGE IN chat.requests");
            assertThat(shell.err()).isEqualTo("ainative: more messages wait in queue chat.requests; they are left out"
                    + " because these are so large\n");
        }
    }

    @Test
    @DisplayName("GIVEN dead letters WHEN list is run THEN each is a line that says why")
    void list_text() {
        assertThat(port.queue("dlq", "list")).isEqualTo(new Shell(0,
                """
                        JOB    STATE    SUBJECT  MODEL  ORIGIN  TRIES  ENDED                 STATUS  REASON           ERROR
                        job-2  unknown  bob      fast   http    1      2026-11-25T06:00:00Z  500     outcome_unknown  Not known.
                        job-1  dead     alice    fast   queue   5      2026-11-25T05:00:00Z  502     -                -
                        """,
                ""));
        assertThat(port.asked()).containsExactly("GET /admin/queue/dead?limit=1000");
    }

    @Test
    @DisplayName("GIVEN more dead letters than are listed WHEN list is run THEN it is said that there may be more")
    void list_full() throws IOException {
        String row = "{\"id\":\"job-9\",\"state\":\"dead\"},";
        String full = "{\"dead\":[" + row.repeat(DlqList.MOST - 1) + row.substring(0, row.length() - 1) + "]}";
        try (AdminPort other = AdminPort.start().on("queue/dead", full)) {
            assertThat(other.queue("dlq", "list").err())
                    .isEqualTo("ainative: these are the latest 1000; there may be more\n");
        }
    }

    @Test
    @DisplayName("GIVEN dead letters that certainly failed WHEN replayed by name THEN they are, without a question")
    void replay_named() {
        assertThat(port.queue("dlq", "replay", "job-1", "job-3")).isEqualTo(
                new Shell(0, "2 dead letters are jobs again, to be done in their turn\n", ""));
        assertThat(port.asked()).containsExactly("POST /admin/queue/dead/replay");
        assertThat(port.sent().toString()).isEqualTo("{\"ids\":[\"job-1\",\"job-3\"]}");
    }

    @ParameterizedTest
    @CsvSource({"job-2, '\"ids\":[\"job-2\"]'", "--all, '\"all\":true'", "--all --json, '\"all\":true'"})
    @DisplayName("GIVEN one that may have been answered WHEN replayed THEN it is asked for without --yes, and what the gateway refuses is said as it is")
    void replay_unknown(String which, String sent) throws IOException {
        try (AdminPort other = AdminPort.start().refuses("queue/dead/replay", 409,
                "{\"title\":\"may cost twice\",\"detail\":\"One of them may cost twice.\"}")) {
            assertThat(other.queue(("dlq replay " + which).split(" ")))
                    .isEqualTo(new Shell(1, "", "ainative: One of them may cost twice.\n"));
            assertThat(other.sent().toString()).isEqualTo("{" + sent + "}");
        }

        assertThat(port.queue(("dlq replay --yes " + which).split(" ")).exit()).isZero();
        assertThat(port.sent().toString()).isEqualTo("{" + sent + ",\"unknown\":true}");
    }

    @Test
    @DisplayName("GIVEN nothing that waits and no dead letters WHEN looked for or replayed THEN it is said so, in words or in JSON")
    void call_nothing() throws IOException {
        try (AdminPort other = AdminPort.start().on("queue", STATUS.formatted(0)).on("queue/dead", "{\"dead\":[]}")
                .on("queue/jobs", "{\"jobs\":[]}").on("queue/dead/replay", "{\"replayed\":0}")) {
            assertThat(other.queue("peek")).isEqualTo(new Shell(0, "", "ainative: nothing waits\n"));
            assertThat(other.queue("peek", "--json")).isEqualTo(new Shell(0, "{\"jobs\":[]}\n", ""));
            assertThat(other.queue("dlq", "list")).isEqualTo(new Shell(0, "", "ainative: there are no dead letters\n"));
            assertThat(other.queue("dlq", "list", "--json")).isEqualTo(new Shell(0, "{\"dead\":[]}\n", ""));
            assertThat(other.queue("dlq", "replay", "--all"))
                    .isEqualTo(new Shell(0, "there are no dead letters that can be done again; nothing was changed\n",
                            ""));
        }
    }

    @Test
    @DisplayName("GIVEN no jobs but a message in the queue WHEN peek is run THEN it alone is shown, and what is wrong with it")
    void peek_messagesAlone() throws IOException {
        try (AdminPort other = AdminPort.start().on("queue/jobs", """
                {"jobs":[],"queue":{"name":"q","trouble":null,"messages":[{"id":"ID:1","model":null,\
                "correlation_id":null,"reply_to":"r","priority":4,"deliveries":1,"deadline":null,\
                "trouble":"It is no text."}]}}""")) {
            assertThat(other.queue("peek")).isEqualTo(new Shell(0, """
                    MESSAGE IN q  MODEL  PRIORITY  CORRELATION  REPLY TO  DEADLINE  TROUBLE
                    ID:1          -      4         -            r         -         It is no text.
                    """, ""));
        }
    }

    @Test
    @DisplayName("GIVEN none that may have been answered WHEN all are replayed THEN they are")
    void replay_all() throws IOException {
        try (AdminPort other = AdminPort.start().on("queue", STATUS.formatted(0)).on("queue/dead/replay",
                "{\"replayed\":1}")) {
            assertThat(other.queue("dlq", "replay", "--all"))
                    .isEqualTo(new Shell(0, "one dead letter is a job again, to be done in its turn\n", ""));
            assertThat(other.sent().toString()).isEqualTo("{\"all\":true}");
        }
    }

    @Test
    @DisplayName("GIVEN a request in a file WHEN submitted with all there is to say THEN it is sent so")
    void submit_file() throws IOException {
        Path file = Files.writeString(folder.resolve("request.json"), REQUEST);

        assertThat(port.queue("submit", file.toString(), "--user-token", "user", "--key", "k", "--priority", "9",
                "--deadline", "2030-01-01T00:00:00Z", "--reply-to", "chat.replies.me")).isEqualTo(
                        new Shell(0, "in queue q; its answer comes to queue r with the correlation id abc-1\n", ""));
        assertThat(port.asked()).containsExactly("POST /admin/queue/messages");
        assertThat(port.sent().toString()).isEqualTo("{\"token\":\"user\",\"request\":" + REQUEST
                + ",\"idempotency-key\":\"k\",\"deadline\":\"2030-01-01T00:00:00Z\",\"reply-to\":\"chat.replies.me\","
                + "\"priority\":9}");
    }

    private Shell submitted(String input) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        OneLineErrors errors = new OneLineErrors();
        int exit = new CommandLine(
                new QueueSubmit(Map.of("AINATIVE_ADMIN_URL", port.server().url().toString(), "AINATIVE_TOKEN", "abc",
                        "AINATIVE_USER_TOKEN", "mine"), new ByteArrayInputStream(input.getBytes(UTF_8))))
                .setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors).execute("-");
        return new Shell(exit, out.toString(), err.toString());
    }

    @Test
    @DisplayName("GIVEN a request on standard input and a token in the environment WHEN submitted THEN both are sent")
    void submit_standardInput() {
        assertThat(submitted(REQUEST).exit()).isZero();
        assertThat(port.sent().toString()).isEqualTo("{\"token\":\"mine\",\"request\":" + REQUEST + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[]|standard input holds no JSON object", "{|standard input is not JSON: "})
    @DisplayName("GIVEN input that is no request WHEN submitted THEN it is a usage error, and nothing is sent")
    void submit_wrongInput(String input, String message) {
        Shell shell = submitted(input);

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).startsWith("ainative: " + message).hasLineCount(1);
        assertThat(port.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"|a command is missing", "dlq|a command is missing",
        "dlq replay|say either which dead letters, or --all", "dlq replay --all job-1|say either which",
        "peek --limit 0|--limit 0 is not from 1 to 100", "peek --limit 101|--limit 101 is not",
        "submit nowhere.json --user-token t|nowhere.json cannot be read", "submit -|--user-token is missing",
        "submit|Missing required parameter: 'FILE'",
        "submit - --priority high|Invalid value for option '--priority'",
        "submit - --user-token t --priority 10|--priority 10 is not from 0 to 9",
        "submit - --user-token t --priority -1|--priority -1 is not from 0 to 9",
        "submit pom.xml --user-token t --deadline soon|--deadline soon is not an instant such as 2026-11-25T12:00:00Z"})
    @DisplayName("GIVEN a command that is used wrongly WHEN run THEN one line says how, the exit code is 2, and nothing is asked")
    void usage_wrong(String args, String message) {
        Shell shell = port.queue(args == null ? new String[0] : args.split(" "));

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).startsWith("ainative: " + message).hasLineCount(1);
        assertThat(port.asked()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN no broker, a token that is not good or nobody who listens WHEN a command is run THEN the exit code tells which")
    void refused_kinds() throws IOException {
        try (AdminPort other = AdminPort.start()
                .refuses("queue/messages", 409, "{\"title\":\"no broker\",\"detail\":\"No broker is configured.\"}")
                .refuses("queue", 401, "{\"detail\":\"No.\"}")) {
            Path file = Files.writeString(folder.resolve("request.json"), REQUEST);
            assertThat(other.queue("submit", file.toString(), "--user-token", "t"))
                    .isEqualTo(new Shell(1, "", "ainative: No broker is configured.\n"));
            assertThat(other.queue("status").exit()).isEqualTo(4);
        }
        assertThat(Shell.run(Map.of("AINATIVE_ADMIN_URL", "http://127.0.0.1:1"), "queue", "status").exit())
                .isEqualTo(3);
    }
}
