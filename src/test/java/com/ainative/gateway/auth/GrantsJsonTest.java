package com.ainative.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsJsonTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Stream<Grants> grants() {
        return Stream.of(Grants.ALL, new Grants(new TreeSet<>(), null, List.of(), null),
                new Grants(new TreeSet<>(List.of("fast", "smart")), 7, List.of(new Grants.Limit("org-1", 3)), "org-1"),
                new Grants(null, null, List.of(), null,
                        new Grants.Spending("key-1", new Budget(5, Budget.Period.MONTH))));
    }

    @ParameterizedTest
    @MethodSource("grants")
    @DisplayName("GIVEN grants WHEN written and read THEN they are the same: no models is not all of them")
    void read_written(Grants grants) {
        assertThat(GrantsJson.read(MAPPER.valueToTree(GrantsJson.write(grants)))).isEqualTo(grants);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "1", "{\"models\":\"fast\"}", "{\"models\":null}", "{\"rpm\":0}",
        "{\"rpm\":\"1\"}", "{\"rpm\":1.5}", "{\"org\":1}", "{\"limits\":[]}", "{\"limits\":{\"a\":-1}}",
        "{\"budget\":{}}", "{\"budget\":{\"key-1\":\"many\"}}", "{\"budget\":\"5/day\"}"})
    @DisplayName("GIVEN grants that cannot be read WHEN read THEN there are none, not all")
    void read_wrong(String json) throws JsonProcessingException {
        assertThat(GrantsJson.read(MAPPER.readTree(json))).isNull();
    }
}
