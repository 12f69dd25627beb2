package com.ainative.gateway.route;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the kernel holds of TCP connections, which no program can be blamed for. Linux alone tells. */
final class EdgeKernelQueues {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    private EdgeKernelQueues() {
    }

    static boolean areTold() {
        return TABLES.stream().allMatch(Files::isReadable);
    }

    /** Bytes in both directions and at both ends, of all connections to these servers. */
    static long bytes(URI... servers) throws IOException {
        Set<Integer> ports = Stream.of(servers).map(URI::getPort).collect(Collectors.toSet());
        long bytes = 0;
        for (Path table : TABLES) {
            for (String line : Files.readAllLines(table).stream().skip(1).toList()) {
                String[] words = line.trim().split("\\s+");
                if (ports.contains(port(words[1])) || ports.contains(port(words[2]))) {
                    String[] queues = words[4].split(":");
                    bytes += Long.parseLong(queues[0], 16) + Long.parseLong(queues[1], 16);
                }
            }
        }
        return bytes;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }
}
