package com.ainative.gateway.reload.golden;

import com.ainative.gateway.config.ConfigNode;
import com.ainative.gateway.config.Findings;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.config.ValueType;
import com.ainative.gateway.reload.golden.Golden.Answer;
import com.ainative.gateway.reload.golden.Golden.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code routes/tests/*.yaml}: either goldens that fit the configuration, or everything that is wrong with them. */
public final class GoldenReader {

    private static final String METHOD = "POST";
    private static final String PATH = "/v1/chat/completions";
    private static final String EXPECTS_NOTHING = "expects nothing; write a status, a provider, or json with paths and"
            + " values";
    private static final String STAND_IN = "-";
    private static final ValueType<String> METHODS = ValueType
            .oneOf(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"));
    private static final ValueType<String> PATHS = ValueType.matching(
            Pattern.compile("/(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*"),
            "is not the path of a request, such as " + PATH + "; it begins with / and is percent-encoded");
    /** What an HTTP answer can end with: 1xx only announce one. */
    private static final ValueType<Integer> STATUS = ValueType.integer(200, 599);

    private final ValueType<String> tier;
    private final ValueType<String> provider;

    /** @param config whose tiers and providers goldens name */
    public GoldenReader(GatewayConfig config) {
        tier = ValueType.reference("tier", config.tiers().keySet());
        provider = ValueType.reference("provider", config.providers().keySet());
    }

    /**
     * Whether the goldens can be used.
     *
     * @return what is wrong with all of them
     */
    public List<Problem> problems(List<SourceFile> files) {
        List<Problem> problems = new ArrayList<>();
        files.forEach(file -> read(file, problems));
        return problems;
    }

    /** @throws ProblemsException with everything that is wrong with all of them */
    List<Golden> read(List<SourceFile> files) {
        List<Problem> problems = new ArrayList<>();
        List<Golden> goldens = files.stream().flatMap(file -> read(file, problems).stream()).toList();
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return goldens;
    }

    private List<Golden> read(SourceFile file, List<Problem> problems) {
        Findings findings = new Findings(file.shown());
        try {
            ConfigNode root = ConfigNode.verbatim(file, "name, request and expect are required", findings);
            Golden golden = new OneFile(file.shown()).golden(root);
            problems.addAll(findings.problems());
            return List.of(golden);
        } catch (ProblemsException noYaml) {
            problems.addAll(noYaml.problems());
            return List.of();
        }
    }

    /** The reading of one file. */
    private final class OneFile {

        private final String file;
        private final YamlJson json = new YamlJson();

        OneFile(String file) {
            this.file = file;
        }

        private Golden golden(ConfigNode root) {
            String name = root.require("name", ValueType.text(), STAND_IN);
            Asked asked = asked(root.child("request"));
            ConfigNode providers = root.child("provider");
            Golden golden = new Golden(Place.of(file, root), name, asked, Place.of(file, providers),
                    answers(providers), expectations(root.child("expect")));
            root.noOtherKeys();
            return golden;
        }

        private Asked asked(ConfigNode request) {
            request.requireKey();
            Asked asked = new Asked(Place.of(file, request), request.get("method", METHODS, METHOD),
                    request.get("path", PATHS, PATH), request.find("token-tier", tier), body(request.child("body")));
            request.noOtherKeys();
            return asked;
        }

        private Map<String, Answer> answers(ConfigNode providers) {
            Map<String, Answer> answers = new LinkedHashMap<>();
            providers.entries().forEach((name, answer) -> {
                answer.nameIs(provider, name);
                String body = body(answer.child("body"));
                answers.put(name, new Answer(answer.get("status", STATUS, 200), body == null ? "" : body));
                answer.noOtherKeys();
            });
            return answers;
        }

        private List<Expectation> expectations(ConfigNode expect) {
            List<Expectation> expectations = new ArrayList<>();
            ConfigNode status = expect.child("status");
            if (!status.isAbsent()) {
                expectations.add(new Expectation.Status(Place.of(file, status), expect.get("status", STATUS, 200)));
            }
            ConfigNode answering = expect.child("provider");
            if (!answering.isAbsent()) {
                expectations.add(new Expectation.Provider(Place.of(file, answering),
                        expect.get("provider", provider, STAND_IN)));
            }
            ConfigNode values = expect.child("json");
            if (!values.isAbsent()) {
                values.requireEntries(EXPECTS_NOTHING);
            }
            values.entries().forEach((path, value) -> {
                if (value.nameIs(JsonPath.WRITTEN, path)) {
                    expectations.add(
                            new Expectation.Value(Place.of(file, value), new JsonPath(path), json.read(value)));
                }
            });
            expect.requireEntries(EXPECTS_NOTHING);
            expect.noOtherKeys();
            return expectations;
        }

        /** A text goes as it is, so that a golden can send what is no JSON. */
        private @Nullable String body(ConfigNode body) {
            if (!body.holdsSomething()) {
                return null;
            }
            return body.yaml() instanceof ScalarNode ? body.value(text -> text) : json.read(body).toString();
        }
    }
}
