package com.ainative.gateway.account;

import com.ainative.gateway.config.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Where a key may come from; null ranges are anywhere. */
record AddressRanges(@Nullable List<AddressRange> ranges) {

    static AddressRanges of(@Nullable String column) {
        SortedSet<String> lines = Lines.split(column);
        return new AddressRanges(lines == null ? null : lines.stream().map(AddressRange::parse).toList());
    }

    @Nullable
    String column() {
        return Lines.join(texts());
    }

    @Nullable
    List<String> texts() {
        return ranges == null ? null : ranges.stream().map(AddressRange::toString).toList();
    }

    boolean contain(@Nullable InetAddress from) {
        return ranges == null || (from != null && ranges.stream().anyMatch(range -> range.contains(from)));
    }
}
