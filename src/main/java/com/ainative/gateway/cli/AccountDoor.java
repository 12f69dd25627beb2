package com.ainative.gateway.cli;

import com.ainative.gateway.account.AccountChanges;
import com.ainative.gateway.account.AccountServices;
import com.ainative.gateway.account.Actor;
import com.ainative.gateway.auth.Revocations;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.HostPort;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.observe.LogSetup;
import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How commands about accounts reach them: with a token through the admin port, as all do. Whoever can read the data folder
 * needs none, for he could mint one: the gateway that runs on it is asked with such a token, and where none runs, the
 * store itself is opened.
 */
final class AccountDoor {

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
    private static final String ADMIN = "admin";

    private final Surroundings around;

    @Option(names = "--config", paramLabel = "DIR", description = "Holds gateway.yaml (default: config beside the launcher). Without a token only.")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "The gateway's data (default: data beside the launcher). Without a token only.")
    private @Nullable Path data;

    AccountDoor(Surroundings around) {
        this.around = around;
    }

    /**
     * Does something with accounts.
     *
     * @param there how a running gateway is asked for it
     * @param here how it is done where none runs
     */
    JsonNode ask(AdminAccess admin, Function<AdminClient, JsonNode> there,
            BiFunction<AccountChanges, Actor, ObjectNode> here) {
        if (admin.hasToken()) {
            return admin.ask(there);
        }
        GatewayConfig read = new ConfigReader(around.environment()::get).read(around.folder(config, "config")).config();
        Path folder = around.folder(data, "data");
        String user = System.getProperty("user.name", "");
        String token = new TokenIssuer(read.auth(),
                SigningKeys.openToSign(read.auth(), folder, TOKEN_LIFE, around.clock()),
                around.clock())
                .issue(user.isBlank() ? ADMIN : user, "", List.of(ADMIN), TOKEN_LIFE);
        try {
            return admin.ask(url(read.listen().admin()), token, there);
        } catch (CommandFailure nobody) {
            if (nobody.exit() != ExitCode.UNREACHABLE) {
                throw nobody;
            }
            return inStore(read, folder, new Actor(user + " at a terminal", null), here);
        }
    }

    private static String url(HostPort admin) {
        String host = admin.host().equals("0.0.0.0") || admin.host().equals("::") ? "127.0.0.1" : admin.host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + admin.port();
    }

    private JsonNode inStore(GatewayConfig read, Path folder, Actor by,
            BiFunction<AccountChanges, Actor, ObjectNode> here) {
        Runnable loud = LogSetup.quiet();
        try (Store store = new Store(read.store(), folder)) {
            Feed feed = new Feed(store, Runnable::run, around.clock(), why -> {
            });
            try (AccountServices services = new AccountServices(store, new Revocations(), feed, around.clock())) {
                return here.apply(new AccountChanges(services, read.tiers().keySet()), by);
            }
        } catch (StoreAwayException e) {
            throw new CommandFailure(ExitCode.FAILED,
                    "no gateway answers at its admin port, and its store cannot be opened: "
                            + PlainText.oneLine(String.valueOf(e.getMessage()))
                            + ". If a gateway runs elsewhere, give --url and a token with the role admin");
        } catch (GatewayException e) {
            throw new CommandFailure(e.failure().status() == 400 ? ExitCode.USAGE : ExitCode.FAILED,
                    e.failure().message());
        } finally {
            loud.run();
        }
    }
}
