package com.ainative.gateway.http;

import com.ainative.gateway.config.AddressRange;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From where a client calls. What a request says of that itself is believed only as far as proxies of the operator's have
 * written it: each appends whom it saw, so the last that is none of them is the client.
 *
 * @param proxies whose word counts
 */
public record ClientAddress(List<AddressRange> proxies) {

    static final String FORWARDED = "x-forwarded-for";

    public ClientAddress {
        proxies = List.copyOf(proxies);
    }

    /** Null for what comes by another way than a connection. */
    public @Nullable InetAddress of(Request request) {
        SocketAddress peer = request.peer();
        InetAddress nearest = peer == null ? null : AddressRange.address(peer.hostAddress());
        String told = request.header(FORWARDED);
        if (nearest == null || told == null) {
            return nearest;
        }
        String[] hops = told.split(",", -1);
        for (int i = hops.length - 1; i >= 0 && isProxy(nearest); i--) {
            InetAddress before = AddressRange.address(hops[i].trim());
            if (before == null) {
                break;
            }
            nearest = before;
        }
        return nearest;
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(range -> range.contains(address));
    }
}
