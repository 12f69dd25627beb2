package com.ainative.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.Folders;
import com.ainative.gateway.account.AccountStage;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.store.Stores;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The commands of {@code users}, and {@code audit}, against a gateway that runs, and without one. */
@Isolated("quiets the log of all")
class UsersCommandsTest {

    private static final String CONFIG = """
            listen: {http: "127.0.0.1:0", admin: "127.0.0.1:%d"}
            providers: {one: {dialect: openai, base-url: "https://api.example/v1", api-key: k}}
            models: {fast: {providers: [{provider: one, model: m}]}}
            """;
    /** Nothing listens there. */
    private static final int NOBODY = 1;

    private static AccountStage stage;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() {
        stage = AccountStage.on(Stores.H2);
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static Map<String, String> asAdmin() {
        GatewayHarness gateway = stage.gateway();
        return Map.of("AINATIVE_ADMIN_URL", gateway.adminUrl().toString(), "AINATIVE_TOKEN",
                gateway.token("ops", "pro", "admin"));
    }

    private static Shell users(String... args) {
        List<String> all = new ArrayList<>(List.of("users"));
        all.addAll(List.of(args));
        return Shell.run(asAdmin(), all.toArray(String[]::new));
    }

    /** With a password on standard input. */
    private static Shell create(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        OneLineErrors errors = new OneLineErrors();
        int exit = new CommandLine(new UsersCreate(Shell.surroundings(environment),
                new ByteArrayInputStream((AccountStage.PASSWORD + "\n").getBytes(UTF_8))))
                .setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors)
                .setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(args);
        return new Shell(exit, out.toString(), err.toString());
    }

    private Folders folders(int adminPort) throws IOException {
        Folders folders = new Folders(home.resolve("config"), home.resolve("routes"), home.resolve("data"));
        Files.createDirectory(folders.config());
        Files.writeString(folders.config().resolve("gateway.yaml"), CONFIG.formatted(adminPort));
        GatewayHarness.copy(GatewayHarness.SHIPPED_ROUTES, folders.routes());
        return folders;
    }

    @Test
    @DisplayName("GIVEN folders and no gateway WHEN the first admin is made THEN the gateway that starts on them lets it in as one")
    void create_firstAdmin() throws IOException {
        Folders folders = folders(NOBODY);

        Shell made = create(Map.of(), "--config", folders.config().toString(), "--data", folders.data().toString(),
                "--admin", "--email", "First@Example.com", "--tier", "pro", "--password-stdin");
        Shell again = create(Map.of(), "--config", folders.config().toString(), "--data", folders.data().toString(),
                "--email", "first@example.com", "--tier", "pro", "--password-stdin");

        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.out()).contains("made usr-", "first@example.com", "admin", "tier pro");
        assertThat(made.err()).as("no log").isEmpty();
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("has an account");
        Files.writeString(folders.config().resolve("gateway.yaml"), CONFIG.formatted(0));
        try (GatewayHarness gateway = GatewayHarness.start(folders)) {
            HttpResponse<String> login = gateway.send(gateway.request("/v1/auth/login").POST(BodyPublishers
                    .ofString(AccountStage.credentials("first@example.com", AccountStage.PASSWORD))).build());
            assertThat(login.statusCode()).as(login.body()).isEqualTo(200);
            String token = GatewayHarness.json(login).path("access_token").asText();
            Shell list = Shell.run(Map.of("AINATIVE_ADMIN_URL", gateway.adminUrl().toString(), "AINATIVE_TOKEN",
                    token), "users", "list");
            assertThat(list.out()).contains("first@example.com", "admin");
        }
    }

    @Test
    @DisplayName("GIVEN a gateway that runs WHEN an account is made without a token THEN whoever can read its data folder makes it there")
    void create_running() {
        Folders folders = stage.gateway().folders();
        String email = AccountStage.somebody();

        Shell made = create(Map.of("AINATIVE_ADMIN_URL", stage.gateway().adminUrl().toString()), "--config",
                folders.config().toString(), "--data", folders.data().toString(), "--email", email, "--tier", "free",
                "--models", "smart", "--password-stdin", "--json");

        assertThat(made.exit()).as(made.err()).isZero();
        String token = AccountStage.access(stage.login(email));
        assertThat(stage.chat(token, "fast").statusCode()).isEqualTo(403);
        assertThat(made.out() + made.err()).doesNotContain(AccountStage.PASSWORD, "argon2");
    }

    @Test
    @DisplayName("GIVEN an account WHEN it is listed, changed, given keys and deleted THEN each command does it and says so")
    void life_wholeOne() throws IOException {
        String email = AccountStage.somebody();
        assertThat(create(asAdmin(), "--email", email, "--tier", "free", "--password-stdin").exit()).isZero();
        JsonNode login = stage.login(email);

        assertThat(users("list", "--email", email).out()).contains(email, "free", "active", "all");
        Shell key = users("key", email, "--name", "ci", "--models", "fast", "--addresses", "127.0.0.0/8");
        assertThat(key.exit()).as(key.err()).isZero();
        String secret = key.out().strip();
        assertThat(stage.chatStatus(secret)).isEqualTo(200);
        Shell keys = users("keys", email);
        assertThat(keys.out()).contains("ci", secret.substring(0, 12)).doesNotContain(secret);
        String id = keys.out().lines().filter(line -> line.contains("key-")).findFirst().orElseThrow().split(" ")[0];
        assertThat(users("revoke", id).out()).contains("revoked " + id);
        assertThat(stage.chatStatus(secret)).isEqualTo(401);
        assertThat(users("set", email, "--disable").exit()).isZero();
        assertThat(stage.chatStatus(AccountStage.access(login))).isEqualTo(401);
        assertThat(users("set", email, "--enable", "--tier", "pro", "--models", "all").exit()).isZero();
        assertThat(users("list", "--email", email, "--json").out()).contains("\"tier\":\"pro\"",
                "\"status\":\"active\"");
        assertThat(users("delete", email).out()).contains("deleted");
        assertThat(users("list", "--email", email).err()).contains("no such account");
        Shell audit = Shell.run(asAdmin(), "audit", "--limit", "1000");
        assertThat(audit.out()).contains("account-created", "key-revoked", "ops").doesNotContain(secret);
    }

    @Test
    @DisplayName("GIVEN an organisation WHEN it is made, joined, changed and listed THEN each command does it and says so")
    void organisation_wholeOne() throws IOException {
        String email = AccountStage.somebody();
        assertThat(create(asAdmin(), "--email", email, "--tier", "free", "--password-stdin").exit()).isZero();
        Shell made = Shell.run(asAdmin(), "orgs", "create", "research " + email, "--models", "smart,fast");
        assertThat(made.exit()).as(made.err()).isZero();
        String id = made.out().split("[ ,]+")[1];

        assertThat(users("set", email, "--organisation", id, "--requests-per-minute", "7").exit()).isZero();
        assertThat(users("list", "--email", email, "--json").out()).contains("\"organisation\":\"" + id + "\"",
                "\"requests_per_minute\":7");
        String token = AccountStage.access(stage.login(email));
        assertThat(Shell.run(asAdmin(), "orgs", "set", id, "--disable", "--requests-per-minute", "9").out())
                .isEqualTo("changed " + id + "\n");
        assertThat(stage.chatStatus(token)).isEqualTo(401);
        assertThat(Shell.run(asAdmin(), "orgs", "list").out()).contains("research " + email, "disabled", "9",
                "fast smart");
        assertThat(Shell.run(asAdmin(), "orgs", "set", id, "--enable", "--models", "all", "--requests-per-minute",
                "none", "--json").out()).contains("\"models\":null", "\"requests_per_minute\":null");

        assertThat(users("set", email, "--organisation", "none", "--requests-per-minute", "none").exit()).isZero();
        assertThat(users("list", "--email", email, "--json").out()).contains("\"organisation\":null",
                "\"requests_per_minute\":null");
    }

    @Test
    @DisplayName("GIVEN a key WHEN it is rotated THEN another is printed, and the old one is good for as long as was said")
    void rotate_key() throws IOException {
        String email = AccountStage.somebody();
        assertThat(create(asAdmin(), "--email", email, "--tier", "free", "--no-password").exit()).isZero();
        String first = users("key", email, "--name", "ci").out().strip();
        String id = users("keys", email).out().lines().filter(line -> line.contains("key-")).findFirst().orElseThrow()
                .split(" ")[0];

        Shell second = users("rotate", id, "--overlap", "0s");

        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(stage.chatStatus(second.out().strip())).isEqualTo(200);
        assertThat(stage.chatStatus(first)).isEqualTo(401);
        assertThat(users("rotate", id).err()).contains("has a successor");
    }

    @Test
    @DisplayName("GIVEN a file of another platform WHEN imported THEN its people log in with their old passwords, and the command counts them")
    void import_file() throws IOException {
        String email = AccountStage.somebody();
        String hash = OpenBSDBCrypt.generate("2a", AccountStage.PASSWORD.getBytes(UTF_8), new byte[16], 4);
        Path file = Files.writeString(home.resolve("accounts.csv"),
                "email,tier,password_hash\n" + email + ", free , " + hash + "\n\n");

        assertThat(users("import", file.toString()).out()).isEqualTo("made 1 accounts; 0 were there already\n");
        assertThat(users("import", file.toString(), "--json").out()).contains("{\"created\":0,\"existing\":1}");

        assertThat(stage.chatStatus(AccountStage.access(stage.login(email)))).isEqualTo(200);
    }

    @Test
    @DisplayName("GIVEN a line that is no account WHEN imported THEN the line is named, none of it quoted, and nothing made")
    void import_wrong() throws IOException {
        Path file = Files.writeString(home.resolve("wrong.csv"), "a@b.c,free,$2b$04$canary,user,more\n");
        Path hash = Files.writeString(home.resolve("hash.csv"), "a@b.c,free,canary\n");

        Shell columns = users("import", file.toString());
        Shell md5 = users("import", hash.toString());

        assertThat(columns.exit()).isEqualTo(2);
        assertThat(columns.err()).contains("line 1").doesNotContain("canary");
        assertThat(md5.exit()).isNotZero();
        assertThat(md5.err()).contains("line 1, password_hash").doesNotContain("canary", "users[");
        assertThat(users("import", home.resolve("none.csv").toString()).exit()).isEqualTo(2);
    }

    @Test
    @DisplayName("GIVEN a long file from a spreadsheet with a mistake far down WHEN imported THEN its line is named, and what is there already")
    void import_far() throws IOException {
        String hash = OpenBSDBCrypt.generate("2a", AccountStage.PASSWORD.getBytes(UTF_8), new byte[16], 4);
        StringBuilder text = new StringBuilder("\uFEFFemail,tier,password_hash\n");
        for (int i = 0; i < 1_001; i++) {
            text.append("many").append(i).append("@example.com,").append(i < 1_000 ? "free," : "nobody's,").append(hash)
                    .append('\n');
        }

        Shell imported = users("import", Files.writeString(home.resolve("many.csv"), text).toString());

        assertThat(imported.exit()).isEqualTo(1);
        assertThat(imported.err()).contains("line 1002, tier", "The first 1000 accounts of the file are there");
        assertThat(users("list", "--email", "many0@example.com").out()).contains("many0@example.com");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"users|2", "users create|2", "users set a@b.c|2",
        "users set a@b.c --disable --enable|2", "users set nobody@example.com --disable|1", "users delete nobody|1",
        "users keys nobody|1", "users key nobody --name x|1", "users revoke key-x|1", "users rotate key-x|1", "orgs|2",
        "orgs create|2", "orgs set org-x|2",
        "orgs set org-x --disable|1", "orgs set org-x --requests-per-minute few|2", "users list --limit 0|1"})
    @DisplayName("GIVEN a command that lacks something, or is about nobody WHEN run THEN it says so on standard error, with its exit code")
    void wrong_exit(String command, int exit) {
        Shell shell = Shell.run(asAdmin(), command.split(" "));

        assertThat(shell.exit()).as(shell.err()).isEqualTo(exit);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).isNotEmpty();
    }
}
