package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets the next key of a running gateway sign, and of all that share its store. */
@Command(name = "rotate", description = "Let the next key sign from now on, in every gateway on the same store. Tokens stay good as long as they say; --revoke ends them. Needs the role admin.", footerHeading = "%nExamples:%n", footer = {
    "  ainative keys rotate", "  ainative keys rotate --revoke     a key has leaked: mint or ask for new tokens"})
public final class KeysRotate implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    @Option(names = "--revoke", description = "Believe none of the keys there are any more, and so no token that was made before: for a key that has leaked.")
    private boolean revoke;

    public KeysRotate(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode rotated = admin.ask(gateway -> gateway.rotateKeys(revoke));
        admin.show(rotated, out -> out.println(PlainText.oneLine(
                "key " + rotated.at("/keys/0/kid").asText() + " signs from now on; tokens from before "
                        + (revoke ? "are good no more" : "stay good as long as they say"))));
        if (revoke) {
            admin.remark("the token of this command is good no more either");
        }
        return ExitCode.DONE.number();
    }
}
