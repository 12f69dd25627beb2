package com.ainative.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

/** Times, sizes and addresses as they are written. */
class UnitsTest {

    @Property(seed = "20261123")
    @Label("GIVEN any duration of whole milliseconds WHEN written and parsed THEN it is the same")
    void durations_roundTrip(@ForAll @LongRange(min = 0, max = 999_999_999_999L) long millis) {
        Duration duration = Duration.ofMillis(millis);

        assertThat(Durations.parse(Durations.write(duration))).isEqualTo(duration);
    }

    @Property(seed = "20261123")
    @Label("GIVEN whole units WHEN written THEN the largest that is exact is used")
    void durations_canonical(@ForAll @IntRange(min = 1, max = 23) int hours,
            @ForAll @IntRange(min = 1, max = 59) int less,
            @ForAll @IntRange(min = 1, max = 999) int millis) {
        assertThat(Durations.write(Duration.ofHours(hours))).isEqualTo(hours + "h");
        assertThat(Durations.write(Duration.ofMinutes(less))).isEqualTo(less + "m");
        assertThat(Durations.write(Duration.ofSeconds(less))).isEqualTo(less + "s");
        assertThat(Durations.write(Duration.ofMillis(millis))).isEqualTo(millis + "ms");
        assertThat(Durations.write(Duration.ofDays(less))).isEqualTo(less + "d");
    }

    @Property(seed = "20261123")
    @Label("GIVEN any size WHEN written and parsed THEN it is the same")
    void dataSize_roundTrip(@ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long bytes) {
        DataSize size = new DataSize(bytes);

        assertThat(DataSize.parse(size.toString())).isEqualTo(size);
    }

    @Property(seed = "20261123")
    @Label("GIVEN whole KiB, MiB or GiB WHEN written and parsed THEN it is the same")
    void dataSize_wholeUnits(@ForAll @IntRange(min = 0, max = 999_999_999) int amount) {
        assertThat(DataSize.parse(amount + "KiB")).isEqualTo(new DataSize(amount * 1024L));
        assertThat(DataSize.parse(amount + "MiB")).isEqualTo(new DataSize(amount * 1024L * 1024));
        assertThat(DataSize.parse(amount + "GiB")).isEqualTo(new DataSize(amount * 1024L * 1024 * 1024));
        assertThat(DataSize.parse(DataSize.ofGiB(amount).toString())).isEqualTo(DataSize.ofGiB(amount));
    }

    @Property(seed = "20261123")
    @Label("GIVEN any text WHEN parsed THEN it is a value, or refused as wrong and nothing else")
    void parse_anyText(@ForAll @StringLength(max = 12) String text) {
        for (ValueType<?> type : new ValueType<?>[]{Durations::parse, DataSize::parse, HostPort::parse}) {
            try {
                assertThat((Object) type.parse(text)).isNotNull();
            } catch (WrongValueException refused) {
                assertThat(refused).hasMessageStartingWith("is not ");
            }
        }
    }

    @Property(seed = "20261123")
    @Label("GIVEN any port WHEN an address is written and parsed THEN it is the same")
    void hostPort_roundTrip(@ForAll @IntRange(min = 0, max = 65_535) int port) {
        for (String host : new String[]{"127.0.0.1", "localhost", "::1", "gateway.example"}) {
            HostPort address = new HostPort(host, port);

            assertThat(HostPort.parse(address.toString())).isEqualTo(address);
        }
    }

    @Example
    @Label("GIVEN the sizes of the manual WHEN written THEN they read as in the manual")
    void dataSize_written() {
        assertThat(new DataSize(0)).hasToString("0");
        assertThat(new DataSize(512)).hasToString("512");
        assertThat(DataSize.ofKiB(64)).hasToString("64KiB");
        assertThat(DataSize.ofMiB(16)).hasToString("16MiB");
        assertThat(DataSize.ofGiB(1)).hasToString("1GiB");
    }

    @Example
    @Label("GIVEN a negative size or a port beyond the last WHEN made THEN it is refused")
    void records_refuse() {
        assertThatThrownBy(() -> new DataSize(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HostPort("a", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HostPort("a", 65_536)).isInstanceOf(IllegalArgumentException.class);
    }
}
