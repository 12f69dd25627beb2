package com.ainative.gateway.auth.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.StrictJson;
import com.ainative.gateway.config.IssuerConfig;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tier and roles the claims of other issuers lead to. */
class OutsideClaimsTest {

    private static final Map<String, String> TIERS = new LinkedHashMap<>();

    static {
        TIERS.put("z-gold", "pro");
        TIERS.put("a-silver", "free");
        TIERS.put("pro", "free");
    }

    private static @Nullable Caller read(@Nullable String tier, @Nullable String tierClaim,
            @Nullable String roleClaim, String json) throws IOException {
        IssuerConfig issuer = new IssuerConfig(Stage.source(Stage.ISSUER), "gateway", Stage.ALL, tier, tierClaim, TIERS,
                roleClaim, Map.of("ops", "operator", "gateway-admins", "admin", "root", "admin"));
        String claims = Stage.claims().replace("}", "," + json + "}");
        OutsideClaims.Said said = new OutsideClaims(issuer, Set.of("free", "pro", "team"))
                .read(StrictJson.object(claims.getBytes(UTF_8)));
        return said == null ? null : said.caller();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "plan | \"plan\":\"z-gold\" | pro",
        "plan | \"plan\":\"a-silver\" | free",
        "plan | \"plan\":\"team\" | team",
        "plan | \"plan\":\"pro\" | free",
        "plan | \"plan\":\"a-silver\",\"x\":\"z-gold\" | free",
        "plan | \"plan\":[\"a-silver\",\"z-gold\"] | pro",
        "plan | \"plan\":[\"team\",\"a-silver\",7] | free",
        "plan | \"plan\":[\"nothing\",\"team\",\"free\"] | team",
        "plan | \"plan\":\"platinum\" | usual",
        "plan | \"plan\":\"Z-GOLD\" | usual",
        "plan | \"plan\":7 | usual",
        "plan | \"plan\":{\"z-gold\":1} | usual",
        "plan | \"plan\":null | usual",
        "plan | \"plan\":[[\"z-gold\"]] | usual",
        "plan | \"x\":1 | usual",
        "a.b.c | \"a\":{\"b\":{\"c\":\"z-gold\"}} | pro",
        "a.b.c | \"a\":{\"b\":\"z-gold\"} | usual",
        "https://idp.example/plan | \"https://idp.example/plan\":\"z-gold\" | pro",
        " | \"plan\":\"z-gold\" | usual"})
    @DisplayName("GIVEN a claim for the tier WHEN read THEN it is what it means here, itself if that is a tier, or the usual one")
    void read_tier(@Nullable String claim, String json, String expected) throws IOException {
        boolean usual = expected.equals("usual");

        assertThat(read("free", claim, null, json)).extracting(Caller::tier).isEqualTo(usual ? "free" : expected);
        Caller without = read(null, claim, null, json);
        assertThat(without == null ? "usual" : without.tier()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "realm_access.roles | \"realm_access\":{\"roles\":[\"ops\",\"gateway-admins\"]} | admin operator",
        "groups | \"groups\":[\"root\",\"gateway-admins\",\"staff\"] | admin",
        "groups | \"groups\":\"ops\" | operator",
        "groups | \"groups\":\"ops root\" | ",
        "groups | \"groups\":[\"operator\",\"admin\"] | ",
        "groups | \"groups\":\"admin\" | ",
        "groups | \"groups\":{\"root\":true} | ",
        "groups | \"groups\":[[\"root\"]] | ",
        "groups | \"roles\":[\"root\"] | ",
        " | \"roles\":[\"root\",\"admin\"] | "})
    @DisplayName("GIVEN a claim for roles WHEN read THEN only what is said to mean a role does, and never the role's own name")
    void read_roles(@Nullable String claim, String json, @Nullable String expected) throws IOException {
        assertThat(read("free", null, claim, json)).extracting(Caller::roles)
                .isEqualTo(expected == null ? List.of() : List.of(expected.split(" ")));
    }
}
