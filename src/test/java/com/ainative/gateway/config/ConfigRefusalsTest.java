package com.ainative.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One mistake a row. The sign § stands where an editor should jump to; it is taken out before the file is written. */
class ConfigRefusalsTest {

    private static final String KEYS = " Known here: ";
    private static final String NO_NAME = " is not a name; use up to 64 letters, digits, '.', '_' and '-', "
            + "with a letter or digit first";
    private static final String NO_FILE = " is not a file that can be read; "
            + "paths are relative to the folder of gateway.yaml";
    private static final String ONE_MODEL = "models: {m: {providers: [{provider: p, model: x}]}}";

    private final ConfigFolder config;

    ConfigRefusalsTest(@TempDir Path folder) {
        config = new ConfigFolder(folder).file("there.pem", "x").with("EMPTY", "").with("WRONG", "resolved-value");
    }

    /** A file with one mistake, where it is, and what is said of it. */
    record Mistake(String yaml, String path, String message) {

        Problem expected() {
            String before = yaml.substring(0, yaml.indexOf('§'));
            int line = 1 + (int) before.chars().filter(sign -> sign == '\n').count();
            return ConfigFolder.at(path, line, before.length() - before.lastIndexOf('\n'), message);
        }

        @Override
        public String toString() {
            return path + ": " + message;
        }
    }

    private static Mistake top(String yaml, String path, String message) {
        return new Mistake(ConfigFolder.LEAST + yaml, path, message);
    }

    private static Mistake listen(String yaml, String path, String message) {
        return top("listen: {" + yaml + "}", "listen." + path, message);
    }

    private static Mistake provider(String yaml, String path, String message) {
        return new Mistake("""
                providers:
                  p: {dialect: openai, %s}
                models:
                  m: {providers: [{provider: p, model: x}]}
                """.formatted(yaml), "providers.p." + path, message);
    }

    private static Mistake withUrl(String yaml, String path, String message) {
        return provider("base-url: https://api.example, " + yaml, path, message);
    }

    private static Mistake url(String url, String message) {
        return provider("base-url: §" + url, "base-url", message);
    }

    private static Mistake odd(String url, String address) {
        return url(url, "spells an address in an unusual way; write " + address
                + ", with allow-private: true since it is private");
    }

    private static Mistake model(String yaml, String path, String message) {
        return new Mistake("""
                providers:
                  openai: {dialect: openai, base-url: "https://api.openai.com/v1"}
                  anthropic: {dialect: anthropic, base-url: "https://api.anthropic.com"}
                models:
                  m: %s
                """.formatted(yaml), "models.m" + path, message);
    }

    private static Mistake target(String yaml, String path, String message) {
        return model("{providers: [{provider: openai, model: x, " + yaml + "}]}", ".providers[0]." + path, message);
    }

    private static Mistake rule(String yaml, String path, String message) {
        return top("transform:\n  - {" + yaml + "}\n", "transform[0]." + path, message);
    }

    static Stream<Mistake> shape() {
        String sections = "listen, auth, tiers, providers, models, transform, reload, store, ingest, jobs";
        return Stream.of(
                top("§provders: {}", "provders",
                        "unknown key 'provders'; did you mean 'providers'?" + KEYS + sections),
                top("§frobnicate: 1", "frobnicate", "unknown key 'frobnicate'." + KEYS + sections),
                top("§\"a\\u001b[0m b\": 1", "'a\\u001b[0m b'", "unknown key 'a\\u001b[0m b'." + KEYS + sections),
                top("listen: §8080", "listen", "expected keys with values, found a single value"),
                top("listen: §[a]", "listen", "expected keys with values, found a list"),
                top("auth: {issuer: a}\n§auth: {issuer: b}", "auth",
                        "this key is here twice; the other is in line 6"),
                top("auth: {issuer: a, §issuer: b}", "auth.issuer", "this key is here twice; the other is in line 6"),
                top("auth: {§[a]: b}", "auth", "a key must be a text, found a list"),
                top("auth: {§isuer: b}", "auth.isuer",
                        "unknown key 'isuer'; did you mean 'issuer'?" + KEYS
                                + "issuer, audience, access-token, session, register, signing, issuers"),
                top("auth: {signing: {rotate: §59m}}", "auth.signing.rotate",
                        "'59m' is out of range; at least 1h, at most 365d"),
                top("auth: {signing: {keystore: §gone.p12, password: x}}", "auth.signing.keystore",
                        "'gone.p12'" + NO_FILE),
                top("auth: {§signing: {keystore: there.pem}}", "auth.signing.password", "is missing"),
                top("auth: {signing: {§password: x}}", "auth.signing.password",
                        "opens nothing; name the file it is for under auth.signing.keystore"),
                top("auth: {signing: {§key: x}}", "auth.signing.key",
                        "unknown key 'key'." + KEYS + "keystore, rotate, password"),
                top("auth: {issuer:§ }", "auth.issuer", "holds no value; write one, or leave the key out"),
                top("auth: {issuer: §~}", "auth.issuer", "holds no value; write one, or leave the key out"),
                top("auth: {issuer: §''}", "auth.issuer", "'' is empty"),
                top("auth: {audience: §[a, b]}", "auth.audience", "expected a single value, found a list"),
                top("auth: {audience: §{a: b}}", "auth.audience", "expected a single value, found keys with values"),
                top("auth: {audience: §!mine a}", "auth.audience", "the tag '!mine' means nothing here"),
                top("auth: {access-token: §500ms}", "auth.access-token",
                        "'500ms' is out of range; at least 1s, at most 1d"),
                top("tiers: §{}", "tiers", "holds no tier; leave the section out for free and pro"),
                top("tiers: {§\"a b\": {requests-per-minute: 1}}", "tiers.'a b'",
                        "'a b'" + NO_NAME),
                top("tiers: {§free: {}}", "tiers.free.requests-per-minute", "is missing"),
                top("tiers: {free: {requests-per-minute: §0}}", "tiers.free.requests-per-minute",
                        "'0' is not a whole number from 1 to 100000000"),
                new Mistake("providers: {p: {dialect: openai, base-url: 'https://a.example'}}\nmodels: §{}", "models",
                        "holds no model; name at least one, with its providers"));
    }

    static Stream<Mistake> listen() {
        String duration = " is not a duration; write a number with ms, s, m, h or d, such as 30s";
        String hostPort = " is not host:port, such as 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080";
        String size = " is not a size; write bytes, or a number with KiB, MiB or GiB, such as 16MiB";
        return Stream.of(listen("http: §8080", "http", "'8080'" + hostPort),
                listen("http: §':8080'", "http", "':8080'" + hostPort),
                listen("http: §'::1:8080'", "http", "'::1:8080'" + hostPort),
                listen("http: §'[1:2]:80'", "http", "'[1:2]:80' has no IPv6 address between its brackets"),
                listen("http: §'a:65536'", "http", "'a:65536' has a port that is not from 0 to 65535"),
                listen("http: §'${WRONG}'", "http", "the value of '${WRONG}'" + hostPort),
                listen("http: §'${UNSET}:80'", "http",
                        "environment variable UNSET is not set; set it, or write ${UNSET:default}"),
                listen("max-body: §16MB", "max-body", "'16MB'" + size),
                listen("max-body: §-1", "max-body", "'-1'" + size),
                listen("max-body: §2GiB", "max-body", "'2GiB' is out of range; at least 1KiB, at most 1GiB"),
                listen("max-header: §10", "max-header", "'10' is out of range; at least 1KiB, at most 1MiB"),
                listen("header-timeout: §10", "header-timeout", "'10'" + duration),
                listen("body-timeout: §1.5s", "body-timeout", "'1.5s'" + duration),
                listen("idle-timeout: §0s", "idle-timeout", "'0s' is out of range; at least 1ms, at most 365d"),
                listen("write-timeout: §366d", "write-timeout", "'366d' is out of range; at least 1ms, at most 365d"),
                listen("drain: §-1s", "drain", "'-1s'" + duration),
                listen("cors: {origins: §x}", "cors.origins",
                        "expected a list, such as [a, b], found a single value"),
                listen("cors: {origins: ['*', §'https://app.example/']}", "cors.origins[1]",
                        "'https://app.example/' is not an origin; "
                                + "write scheme://host or scheme://host:port without a path, or '*'"),
                listen("cors: {methods: [§get]}", "cors.methods[0]",
                        "'get' is not one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS"),
                listen("cors: {headers: [a, §'b c']}", "cors.headers[1]", "'b c' is not a header's name"),
                listen("cors: {§origin: []}", "cors.origin",
                        "unknown key 'origin'; did you mean 'origins'?" + KEYS + "origins, methods, headers, max-age"),
                listen("§tls: {certificate: there.pem}", "tls.key", "is missing"),
                listen("tls: {certificate: §absent.pem, key: there.pem}", "tls.certificate",
                        "'absent.pem'" + NO_FILE),
                listen("tls: {certificate: there.pem, key: §.}", "tls.key",
                        "'.'" + NO_FILE),
                listen("tls: {certificate: there.pem, key: §\"\\0\"}", "tls.key",
                        "'\\u0000' cannot be a file's path"));
    }

    static Stream<Mistake> providers() {
        String example = "write one such as https://api.example.com/v1";
        String inside = "leads to a loopback or private address; set allow-private: true if it is meant to";
        String header = "is empty, or holds a character that cannot travel in a header: "
                + "a line break, a space at an end, or one outside ASCII";
        return Stream.of(
                new Mistake(
                        "providers:\n  §p: {base-url: 'https://a.example'}\n" + ONE_MODEL,
                        "providers.p.dialect", "is missing"),
                new Mistake("providers:\n  §p: {dialect: openai}\n" + ONE_MODEL,
                        "providers.p.base-url", "is missing"),
                new Mistake("providers: {p: {dialect: §opnai, base-url: 'https://a.example'}}\n" + ONE_MODEL,
                        "providers.p.dialect",
                        "'opnai' is not one of openai, anthropic; did you mean 'openai'?"),
                new Mistake("providers: §{}\n" + ONE_MODEL, "providers",
                        "holds no provider; name at least one, with its dialect and base-url"),
                new Mistake("providers:§\n" + ONE_MODEL, "providers",
                        "holds no provider; name at least one, with its dialect and base-url"),
                new Mistake("§" + ONE_MODEL, "providers", "is missing"),
                new Mistake("providers: {§'a/b': {dialect: openai, base-url: 'https://a.example'}}\n"
                        + "models: {m: {providers: [{provider: a/b, model: x}]}}", "providers.a/b",
                        "'a/b'" + NO_NAME),
                url("ftp://a.example", "is not an https or http URL; " + example),
                url("HTTPS://a.example", "is not an https or http URL; " + example),
                url("api.example.com", "is not an https or http URL; " + example),
                url("'https://'", "is not a URL; " + example),
                url("'https:///v1'", "is not an https or http URL; " + example),
                url("'https://a b'", "is not a URL; " + example),
                url("https://my_host/v1", "has no valid host name; " + example),
                url("'https://[1:2]/v1'", "is not a URL; " + example),
                url("https://me:pw@a.example", "carries a user or password; a URL is no place for one"),
                url("https://me:p_w@a_b", "carries a user or password; a URL is no place for one"),
                url("'https://a.example/v1?key=sk'",
                        "has a query or fragment; end it with the path, as in https://api.example.com/v1"),
                url("'https://a.example/v1#x'",
                        "has a query or fragment; end it with the path, as in https://api.example.com/v1"),
                url("https://a.example:70000", "has a port that is not from 1 to 65535"),
                url("http://localhost:1/v1", inside), url("http://LOCALHOST./v1", inside),
                url("http://a.localhost", inside), url("http://127.0.0.1:11434/v1", inside),
                url("http://10.1.2.3", inside), url("http://169.254.169.254", inside), url("'http://[::1]:80'", inside),
                url("'http://[::ffff:127.0.0.1]'", inside), url("'http://[fd00::1]'", inside),
                url("'http://[fe80::1%25eth0]'", inside), url("http://0.0.0.0", inside),
                odd("http://127.1", "127.0.0.1"),
                odd("http://2130706433/v1", "127.0.0.1"),
                odd("http://0x7f.1", "127.0.0.1"),
                odd("http://0177.0.0.1", "127.0.0.1"),
                odd("http://012.0.0.1", "10.0.0.1"),
                url("http://1.1", "spells an address in an unusual way; write 1.0.0.1"),
                withUrl("allow-private: §yes", "allow-private", "'yes' is neither true nor false"),
                withUrl("api-key:§ ", "api-key", "holds no value; write one, or leave the key out"),
                withUrl("api-key: §[a]", "api-key", "expected a single value, found a list"),
                withUrl("api-key: §\"sk\\n1\"", "api-key", header),
                withUrl("headers: {§Authorization: a}", "headers.Authorization",
                        "the gateway sets authorization itself; a provider's key belongs in api-key"),
                withUrl("headers: {§TE: a}", "headers.TE",
                        "the gateway sets te itself; a provider's key belongs in api-key"),
                withUrl("headers: {§'x y': a}", "headers.'x y'", "'x y' is not a header's name"),
                withUrl("headers: {x-a: a, §X-A: b}", "headers.X-A", "is the same header as 'x-a'; write it once"),
                withUrl("headers: {x-a: §\"a\\r\\nb\"}", "headers.x-a", header),
                withUrl("timeouts: {connect: §2}", "timeouts.connect",
                        "'2' is not a duration; write a number with ms, s, m, h or d, such as 30s"),
                withUrl("timeouts: {§first: 2s}", "timeouts.first",
                        "unknown key 'first'." + KEYS + "connect, first-byte, idle, total"),
                withUrl("max-answer: §0", "max-answer", "'0' is out of range; at least 1KiB, at most 1GiB"),
                withUrl("proxy: §https://p.example", "proxy",
                        "is not an http URL; write one such as http://outbound.example:3128"),
                withUrl("proxy: §http://p.example/x", "proxy",
                        "has a path; a proxy is a host and a port, such as http://outbound.example:3128"),
                withUrl("ca: §absent.pem", "ca",
                        "'absent.pem'" + NO_FILE),
                withUrl("breaker: {failures: §101}", "breaker.failures", "'101' is not a whole number from 1 to 100"),
                withUrl("breaker: {failures: §50%}", "breaker.failures", "'50%' is not a whole number from 1 to 100"),
                withUrl("breaker: {probes: §4}", "breaker.probes", "'4' is not a whole number from 1 to 3"),
                withUrl("§api-kye: a", "api-kye",
                        "unknown key 'api-kye'; did you mean 'api-key'?" + KEYS + "dialect, allow-private, base-url, "
                                + "api-key, headers, timeouts, max-answer, proxy, ca, breaker, "
                                + "idempotent"),
                withUrl("breaker: {window: 5, minimum: §6}", "breaker.minimum",
                        "is more calls than the window looks back on, which is 5"));
    }

    static Stream<Mistake> models() {
        return Stream.of(model("{strategy: §fastest, providers: [{provider: openai, model: x}]}", ".strategy",
                "'fastest' is not one of order, race"),
                model("{strategy: §ordr, providers: [{provider: openai, model: x}]}", ".strategy",
                        "'ordr' is not one of order, race; did you mean 'order'?"),
                model("{providers: §[]}", ".providers",
                        "needs at least one, such as {provider: openai, model: gpt-5-mini}"),
                model("{providers: §openai}", ".providers", "expected a list, such as [a, b], found a single value"),
                model("{providers: [§openai]}", ".providers[0]", "expected keys with values, found a single value"),
                model("{providers: [{provider: §opneai, model: x}]}", ".providers[0].provider",
                        "unknown provider 'opneai'; known: anthropic, openai"),
                model("{providers: [{provider: §'${WRONG}', model: x}]}", ".providers[0].provider",
                        "unknown provider the value of '${WRONG}'; known: anthropic, openai"),
                model("{providers: [§{provider: openai}]}", ".providers[0].model", "is missing"),
                model("{providers: [{provider: openai, model: §'a b'}]}", ".providers[0].model",
                        "'a b' is not a model's name; use up to 256 ASCII characters without spaces"),
                model("{providers: [{provider: openai, model: x}, §{provider: openai, model: x}]}", ".providers[1]",
                        "the same model of the same provider is in this list already"),
                model("{providers: [{provider: openai, model: 'x:1'}, §{provider: openai, model: x/1}]}",
                        ".providers[1]",
                        "cannot be told from x:1 of openai in routes and metrics, "
                                + "where both are openai-x_1; rename a provider"),
                top("  §'b c': {providers: [{provider: openai, model: x}]}", "models.'b c'",
                        "'b c' is not a model's name; use up to 128 letters, digits and . _ : / @ + -, "
                                + "with a letter or digit first"),
                target("max-tokens: §0", "max-tokens", "'0' is not a whole number from 1 to 100000000"),
                target("max-tokens: §99999999999", "max-tokens",
                        "'99999999999' is not a whole number from 1 to 100000000"),
                target("sampling: §some", "sampling", "'some' is not one of full, none"),
                target("structured-output: §TOOL", "structured-output", "'TOOL' is not one of native, tool"),
                target("reasoning: §efort", "reasoning",
                        "'efort' is not one of effort, budget; did you mean 'effort'?"),
                target("§weight: 1", "weight", "unknown key 'weight'." + KEYS
                        + "provider, model, max-tokens, sampling, structured-output, reasoning"));
    }

    static Stream<Mistake> transform() {
        String empty = " matches the empty string; let it need at least one character";
        return Stream.of(rule("models: [§fats]", "models[0]", "unknown model 'fats'; known: fast"),
                rule("tiers: [free, §gold]", "tiers[1]", "unknown tier 'gold'; known: free, pro"),
                rule("strip-reasoning: §1", "strip-reasoning", "'1' is neither true nor false"),
                rule("redact: [§{replacement: x}]", "redact[0].pattern", "is missing"),
                rule("redact: [{pattern: §'a('}]", "redact[0].pattern",
                        "'a(' is not a regular expression: Unclosed group"),
                rule("redact: [{pattern: §'a*'}]", "redact[0].pattern", "'a*'" + empty),
                rule("redact: [{pattern: §'\\b'}]", "redact[0].pattern", "'\\b'" + empty),
                rule("redact: [{pattern: §'(?=x)'}]", "redact[0].pattern", "'(?=x)'" + empty),
                rule("redact: [{pattern: §" + "a".repeat(1001) + "}]", "redact[0].pattern",
                        "'" + "a".repeat(80) + "...' is longer than 1000 characters"),
                rule("redact: [{pattern: a, longest: §0}]", "redact[0].longest",
                        "'0' is not a whole number from 1 to 65536"),
                rule("redact: [{pattern: a, §with: b}]", "redact[0].with",
                        "unknown key 'with'." + KEYS + "pattern, replacement, longest"),
                top("transform: §{a: b}", "transform", "expected a list, such as [a, b], found keys with values"));
    }

    private static Mistake webhooks(String yaml, String path, String message) {
        return top("jobs: {webhooks: {" + yaml + "}}", "jobs.webhooks" + path, message);
    }

    static Stream<Mistake> jobs() {
        String secret = "secret: a-secret-of-24-characters";
        String tooShort = "is too short to sign with; use at least 24 characters, or whsec_ and the base64 of 32 random bytes";
        return Stream.of(top("jobs: {concurrent: §0}", "jobs.concurrent", "'0' is not a whole number from 1 to 10000"),
                top("jobs: {keep: §59s}", "jobs.keep", "'59s' is out of range; at least 1m, at most 365d"),
                top("jobs: {on-unknown: §prak}", "jobs.on-unknown",
                        "'prak' is not one of park, retry, retry-idempotent; did you mean 'park'?"),
                top("jobs: {webhooks: §yes}", "jobs.webhooks", "expected keys with values, found a single value"),
                top("jobs: {§webhooks: {timeout: 1s}}", "jobs.webhooks.secret", "is missing"),
                webhooks("secret: §a-secret-of-23-characte", ".secret", tooShort),
                webhooks("secret: §whsec_" + "A".repeat(28), ".secret", tooShort),
                webhooks("secret: §whsec_not-base64", ".secret", "begins with whsec_, and what follows is not base64"),
                webhooks("secret: §'${WRONG}'", ".secret", tooShort),
                webhooks(secret + ", timeout: §10", ".timeout",
                        "'10' is not a duration; write a number with ms, s, m, h or d, such as 30s"),
                webhooks(secret + ", allow-private: §true", ".allow-private",
                        "expected a list, such as [a, b], found a single value"),
                webhooks(secret + ", allow-private: ['a:1', §b]", ".allow-private[1]",
                        "'b' is not host:port, such as 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080"),
                webhooks(secret + ", §allow: [a]", ".allow",
                        "unknown key 'allow'." + KEYS + "secret, timeout, allow-private"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"shape", "listen", "providers", "models", "transform", "jobs"})
    @DisplayName("GIVEN one mistake WHEN the file is read THEN one problem names its path, place and remedy")
    void read_oneMistake(Mistake mistake) {
        assertThat(config.yaml(mistake.yaml().replace("§", "")).problems()).containsExactly(mistake.expected());
    }
}
