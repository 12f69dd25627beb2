package com.ainative.gateway.broker;

import java.security.MessageDigest;
import java.security.Principal;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnection;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Who may use the embedded broker: the gateway itself, in this process and by a key of its own, and clients by their
 * tokens. A client's user name is not looked at, and the broker must not keep what it was told: it would do so by that
 * name, which anybody may claim.
 */
final class ArtemisSecurity implements ActiveMQSecurityManager5 {

    private final byte[] ownKey;
    private final TokenCheck tokens;
    private final ArtemisPermissions permissions;

    ArtemisSecurity(String ownKey, TokenCheck tokens, ArtemisPermissions permissions) {
        this.ownKey = ownKey.getBytes(UTF_8);
        this.tokens = tokens;
        this.permissions = permissions;
    }

    @Override
    public @Nullable Subject authenticate(@Nullable String user, @Nullable String password,
            @Nullable RemotingConnection connection, @Nullable String securityDomain) {
        if (password == null || connection == null) {
            return null;
        }
        if (connection.getTransportConnection() instanceof InVMConnection) {
            return MessageDigest.isEqual(ownKey, password.getBytes(UTF_8)) ? subject("gateway", new Itself()) : null;
        }
        return tokens.check(password).map(who -> subject(who.subject(), new Client(who))).orElse(null);
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
        if (!subject.getPrincipals(Itself.class).isEmpty()) {
            return true;
        }
        return subject.getPrincipals(Client.class).stream()
                .anyMatch(client -> permissions.allows(client.who(), check, address));
    }

    /** Not asked where the other one is there, and nobody's way in if it were. */
    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        return false;
    }

    /** As {@link #validateUser}. */
    @Override
    public boolean validateUserAndRole(@Nullable String user, @Nullable String password, Set<Role> roles,
            CheckType check) {
        return false;
    }

    /** Artemis wants its own kind of principal, too. */
    private static Subject subject(String name, Principal ours) {
        return new Subject(true, Set.of(new UserPrincipal(name), ours), Set.of(), Set.of());
    }

    /** The gateway. */
    private record Itself() implements Principal {

        @Override
        public String getName() {
            return "gateway";
        }
    }

    /** Whom a token speaks for. */
    private record Client(TokenCheck.Who who) implements Principal {

        @Override
        public String getName() {
            return who.subject();
        }
    }
}
