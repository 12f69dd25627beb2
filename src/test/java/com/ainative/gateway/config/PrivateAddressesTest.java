package com.ainative.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateAddressesTest {

    private static InetAddress address(String host) {
        return Objects.requireNonNull(AddressLiteral.parse(host), host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
        "127.0.0.1", "127.255.255.255", "168.63.129.16", "169.254.0.0", "169.254.169.254", "172.16.0.0",
        "172.31.255.255",
        "192.0.0.192", "192.168.0.0", "192.168.255.255", "198.18.0.1", "198.19.255.255", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "[::]", "[::1]", "[::127.0.0.1]", "[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::127.0.0.1]", "[64:ff9b:1::8.8.8.8]", "[2002:7f00:1::]", "[2001::1]", "[fc00::]", "[fd00:ec2::254]",
        "[fdff::1]", "[fe80::1]", "[febf::1]", "[fec0::1]", "[ff02::1]"})
    @DisplayName("GIVEN an address inside WHEN asked THEN it is private")
    void isPrivate_inside(String host) {
        assertThat(PrivateAddresses.isPrivate(address(host))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "168.63.129.15", "168.63.129.17", "168.62.129.16", "169.253.255.255", "169.255.0.0",
        "172.15.255.255", "172.32.0.0", "192.0.1.0",
        "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "[::8.8.8.8]",
        "[::ffff:8.8.8.8]", "[64:ff9b::8.8.8.8]", "[64:ff9c::1]", "[64::1]", "[2002:808:808::]", "[2001:4860::8888]",
        "[2606:4700::1111]", "[0:1::1]", "[fbff::1]", "[fe00::1]", "[fe7f::1]"})
    @DisplayName("GIVEN an address of the internet WHEN asked THEN it is not private")
    void isPrivate_outside(String host) {
        assertThat(PrivateAddresses.isPrivate(address(host))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1", "127.0.0.1.,127.0.0.1", "127.1,127.0.0.1", "127.0.1,127.0.0.1",
        "2130706433,127.0.0.1", "0x7f000001,127.0.0.1", "0X7F.0.0.1,127.0.0.1", "0x7f.1,127.0.0.1",
        "017700000001,127.0.0.1", "0177.0.0.01,127.0.0.1", "0x,0.0.0.0", "0,0.0.0.0", "4294967295,255.255.255.255",
        "1.2.772,1.2.3.4", "08.0.0.1,8.0.0.1", "[::ffff:1.2.3.4],1.2.3.4", "[::1],0:0:0:0:0:0:0:1",
        "[fe80::1%eth0],fe80:0:0:0:0:0:0:1"})
    @DisplayName("GIVEN an address in any spelling WHEN parsed THEN it is that address")
    void parse_spellings(String host, String expected) {
        assertThat(address(host).getHostAddress()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "example.com", "127.0.0.1.example", "256.1.1.1", "1.2.3.4.5", "1..2", "4294967296",
        "1.16777216", "0x1ffffffff", "0xg", "-1", "a", "[example]", "[1:2]", "[::1", "[::g]", "999999999999999"})
    @DisplayName("GIVEN a text that is no address WHEN parsed THEN there is none")
    void parse_noAddress(String host) {
        assertThat(AddressLiteral.parse(host)).isNull();
    }
}
