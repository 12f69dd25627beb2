package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Revocations;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenVerifier;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.limit.Admit;
import com.ainative.gateway.limit.Budgets;
import com.ainative.gateway.limit.RequestLimits;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("sets a property of the JVM")
class TokenTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final Path home;

    TokenTest(@TempDir Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/gateway.yaml"), """
                auth: {issuer: us, audience: them, access-token: 5m}
                tiers: {bronze: {requests-per-minute: 1}, gold: {requests-per-minute: 2}}
                providers: {p: {dialect: openai, base-url: "https://api.example/v1", api-key: "${KEY:}"}}
                models: {m: {providers: [{provider: p, model: x}]}}
                """);
    }

    private Shell token(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "token";
        System.arraycopy(args, 0, all, 1, args.length);
        return Shell.run(new Surroundings(Map.of(), home, () -> NOW, Duration.ZERO, AutoCloseable::close), all);
    }

    private static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token.strip()).getJWTClaimsSet();
    }

    @Test
    @DisplayName("GIVEN a folder without a key WHEN token is run THEN one is made and the token alone is on standard output")
    void call_text() throws ParseException {
        Shell shell = token("--subject", "ann", "--tier", "gold", "--role", "operator", "--role", "auditor");

        assertThat(shell.exit()).isZero();
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n");
        assertThat(home.resolve("data")).isDirectoryRecursivelyContaining("glob:**.jwk");
        JWTClaimsSet claims = claims(shell.out());
        assertThat(claims.getSubject()).isEqualTo("ann");
        assertThat(claims.getIssuer()).isEqualTo("us");
        assertThat(claims.getAudience()).containsExactly("them");
        assertThat(claims.getStringClaim("tier")).isEqualTo("gold");
        assertThat(claims.getStringListClaim("roles")).isEqualTo(List.of("operator", "auditor"));
        assertThat(claims.getExpirationTime()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @CsvSource({"30m,PT30M", "1h,PT1H", "7d,PT168H", "1s,PT1S", "3650d,PT87600H"})
    @DisplayName("GIVEN --for WHEN token is run THEN the token is good for as long")
    void call_for(String written, Duration life) throws ParseException {
        Shell shell = token("--subject", "ann", "--tier", "gold", "--for", written);

        assertThat(claims(shell.out()).getExpirationTime()).isEqualTo(NOW.plus(life));
    }

    @Test
    @DisplayName("GIVEN a token that outlives those of logins WHEN it is minted THEN it is kept beside the key how long that must verify, and for no other")
    void call_promise() throws IOException {
        Path promised = home.resolve("data/keys/public");
        token("--subject", "ann", "--tier", "gold");
        assertThat(promised).doesNotExist();

        token("--subject", "ann", "--tier", "gold", "--for", "7d");

        assertThat(promised).isDirectoryContaining("glob:**.jwk");
        try (Stream<Path> files = Files.list(promised)) {
            assertThat(files).singleElement().satisfies(file -> assertThat(Files.readString(file))
                    .contains("\"exp\":" + NOW.plus(Duration.ofDays(7)).plusSeconds(60).getEpochSecond())
                    .doesNotContain("\"d\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1 h", "h", "-1h", "", "0s", "500ms", "3651d", "999999999999d"})
    @DisplayName("GIVEN a --for that is no time, none at all or far too long WHEN token is run THEN it is a usage error")
    void call_badFor(String written) {
        Shell shell = token("--subject", "ann", "--tier", "gold", "--for", written);

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).startsWith("ainative: --for " + written).endsWith("; try ainative token --help\n")
                .hasLineCount(1);
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    @DisplayName("GIVEN --json WHEN token is run THEN one object holds the token and what it says")
    void call_json() throws IOException, ParseException {
        Shell shell = token("--subject", "ann", "--tier", "gold", "--role", "r", "--for", "1h", "--json");

        JsonNode json = Json.read(shell.out().getBytes(StandardCharsets.UTF_8));
        assertThat(claims(json.path("token").textValue()).getSubject()).isEqualTo("ann");
        assertThat(json.path("subject").textValue()).isEqualTo("ann");
        assertThat(json.path("tier").textValue()).isEqualTo("gold");
        assertThat(json.path("roles")).hasSize(1);
        assertThat(json.path("expires_in").intValue()).isEqualTo(3600);
    }

    @Test
    @DisplayName("GIVEN a tier that is not configured WHEN token is run THEN the known ones are named")
    void call_unknownTier() {
        assertThat(token("--subject", "ann", "--tier", "silver")).isEqualTo(new Shell(2, "",
                "ainative: unknown tier 'silver'; known: bronze, gold; try ainative token --help\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--tier gold|--subject is missing; only with --role it has a default",
        "--subject ann|--tier is missing; known: bronze, gold. Only with --role none is needed",
        "--tier gold --subject=|--subject is empty", "--role operator --subject=|--subject is empty",
        "--role=|--role is empty", "--role operator --tier silver|unknown tier 'silver'; known: bronze, gold"})
    @DisplayName("GIVEN nobody, or nothing, to mint a token for WHEN token is run THEN it is a usage error, and no key is made")
    void call_missing(String args, String line) {
        assertThat(token(args.split(" ", -1)))
                .isEqualTo(new Shell(2, "", "ainative: " + line + "; try ainative token --help\n"));
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    @DisplayName("GIVEN --role alone WHEN token is run THEN the token is the user's own, operates the gateway and asks no model")
    void call_roleAlone() {
        Caller caller = verified(token("--role", "operator").out());

        assertThat(caller).extracting(Caller::subject, Caller::tier, Caller::roles)
                .containsExactly(System.getProperty("user.name"), "", List.of("operator"));
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setVariable(Caller.VARIABLE, caller);
        Admit admit = new Admit(config().tiers(), new RequestLimits(() -> 0L), new Revocations(), Budgets.NONE,
                InstantSource.system());
        assertThatThrownBy(() -> admit.process(exchange)).isInstanceOfSatisfying(GatewayException.class,
                refused -> assertThat(refused.failure().code()).isEqualTo("unknown_tier"));
    }

    @Test
    @DisplayName("GIVEN --role with a subject and a tier WHEN token is run THEN the token says all three")
    void call_roleWithTier() {
        Caller caller = verified(token("--role", "operator", "--subject", "ci", "--tier", "gold").out());

        assertThat(caller).extracting(Caller::subject, Caller::tier, Caller::roles)
                .containsExactly("ci", "gold", List.of("operator"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", ""})
    @DisplayName("GIVEN a user without a name WHEN --role is given alone THEN a subject is asked for")
    void call_userWithoutName(String name) {
        String user = System.getProperty("user.name");
        System.setProperty("user.name", name);
        try {
            assertThat(token("--role", "operator")).isEqualTo(new Shell(2, "",
                    "ainative: the user who runs this has no name; give --subject; try ainative token --help\n"));
        } finally {
            System.setProperty("user.name", user);
        }
    }

    private GatewayConfig config() {
        return new ConfigReader(name -> null).read(home.resolve("config")).config();
    }

    private Caller verified(String token) {
        return new TokenVerifier(config().auth(), SigningKeys.open(home.resolve("data")), () -> NOW)
                .verify(token.strip()).orElseThrow();
    }

    @Test
    @DisplayName("GIVEN folders by name WHEN token is run THEN those are used, and the same key signs again")
    void call_folders() throws IOException, ParseException {
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Files.move(home.resolve("config/gateway.yaml"), elsewhere.resolve("gateway.yaml"));
        String[] args = {"--config", elsewhere.toString(), "--data", elsewhere.resolve("keep").toString(), "--subject",
            "ann", "--tier", "gold"};

        String first = token(args).out();
        String second = token(args).out();

        assertThat(SignedJWT.parse(first.strip()).getHeader().getKeyID())
                .isEqualTo(SignedJWT.parse(second.strip()).getHeader().getKeyID());
        assertThat(elsewhere.resolve("keep")).isNotEmptyDirectory();
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    @DisplayName("GIVEN a configuration with two mistakes WHEN token is run THEN both are listed and the exit code is 2")
    void call_badConfiguration() throws IOException {
        Files.writeString(home.resolve("config/gateway.yaml"), "providers: {}\nmodles: {}\n");

        Shell shell = token("--subject", "ann", "--tier", "gold");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).contains("modles", "providers", "the configuration cannot be used");
    }

    @Test
    @DisplayName("GIVEN a data folder that cannot be made WHEN token is run THEN one line says so and the exit code is 1")
    void call_noDataFolder() throws IOException {
        Files.writeString(home.resolve("data"), "a file");

        Shell shell = token("--subject", "ann", "--tier", "gold");

        assertThat(shell.exit()).isEqualTo(1);
        assertThat(shell.err()).startsWith("ainative: ").hasLineCount(1);
    }
}
