package com.ainative.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    private static InetAddress address(String text) {
        return Objects.requireNonNull(AddressRange.address(text));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,10.255.3.4,true", "10.0.0.0/8,11.0.0.0,false", "10.1.2.3,10.1.2.3,true",
        "10.1.2.3,10.1.2.2,false", "0.0.0.0/0,203.0.113.9,true", "0.0.0.0/0,2001:db8::1,false",
        "192.168.7.128/25,192.168.7.255,true", "192.168.7.128/25,192.168.7.127,false",
        "2001:db8::/32,2001:db8:1::9,true", "2001:db8::/32,2001:db9::,false", "::1,::1,true",
        "10.0.0.0/8,::ffff:10.1.2.3,true"})
    @DisplayName("GIVEN a range WHEN an address is in it or beside it THEN that is told")
    void contains_address(String range, String address, boolean expected) {
        assertThat(AddressRange.parse(range).contains(address(address))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.1/8", "2001:db8::/129", "2001:db8::1/32", "localhost",
        "10.1/16", "0x7f.0.0.1", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/-1", "::g", "010.0.0.1"})
    @DisplayName("GIVEN what is no range, or begins elsewhere WHEN parsed THEN it is refused")
    void parse_wrong(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(WrongValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "10.1.2.3/32", "2001:db8:0:0:0:0:0:0/32"})
    @DisplayName("GIVEN a range WHEN written THEN it is read back as the same")
    void toString_parsed(String text) {
        AddressRange range = AddressRange.parse(text);

        assertThat(range).hasToString(text).isEqualTo(AddressRange.parse(range.toString()))
                .hasSameHashCodeAs(AddressRange.parse(range.toString()));
    }
}
