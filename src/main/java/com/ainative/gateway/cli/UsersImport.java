package com.ainative.gateway.cli;

import com.ainative.gateway.account.AccountChanges;
import com.ainative.gateway.account.Fields;
import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings the accounts of another platform, with their passwords as it keeps them. */
@Command(name = "import", description = "Make accounts from a file of another platform: e-mail address, tier and bcrypt hash, separated by commas, one a line. Who has an account stays as he is. The first login of each makes its hash anew.", footerHeading = "%nExamples:%n", footer = {
    "  ainative users import accounts.csv      ann@example.com,free,$2b$12$...",
    "  ainative users import accounts.csv --json"})
public final class UsersImport implements Callable<Integer> {

    private static final String HEAD = "email,";
    private static final int COLUMNS = 3;
    private static final Pattern INDEX = Pattern.compile("users\\[([0-9]{1,4})]\\.");

    @Mixin
    private final AdminOptions admin;

    @Mixin
    private final AccountDoor door;

    @Parameters(paramLabel = "FILE", description = "UTF-8; a first line that begins with 'email,' is a heading. A fourth column is a role.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    public UsersImport(Surroundings around) {
        this.admin = new AdminOptions(around.environment());
        this.door = new AccountDoor(around);
    }

    @Override
    public Integer call() {
        List<Line> all = read();
        int created = 0;
        int existing = 0;
        for (int from = 0; from < all.size(); from += AccountChanges.MOST_IMPORTED) {
            List<Line> some = all.subList(from, Math.min(all.size(), from + AccountChanges.MOST_IMPORTED));
            ObjectNode body = Json.object();
            ArrayNode users = body.putArray("users");
            some.forEach(line -> users.add(line.account));
            JsonNode done;
            try {
                done = door.ask(admin, gateway -> gateway.importUsers(body),
                        (accounts, by) -> accounts.importAll(Fields.of(body, List.of("users")), by));
            } catch (CommandFailure failed) {
                throw located(failed, some, from);
            }
            created += done.path("created").asInt();
            existing += done.path("existing").asInt();
            if (all.size() > some.size()) {
                admin.remark((from + some.size()) + " of " + all.size() + " accounts");
            }
        }
        ObjectNode sum = Json.object().put("created", created).put("existing", existing);
        admin.show(sum, out -> out.println("made " + sum.path("created").asInt() + " accounts; "
                + sum.path("existing").asInt() + " were there already"));
        return ExitCode.DONE.number();
    }

    /** Says which line is meant, and what was done before it. */
    private CommandFailure located(CommandFailure failed, List<Line> some, int before) {
        String message = INDEX.matcher(String.valueOf(failed.getMessage())).replaceAll(found -> {
            int index = Integer.parseInt(found.group(1));
            return index < some.size() ? "line " + some.get(index).number + ", " : "";
        });
        return new CommandFailure(failed.exit(), before == 0
                ? message
                : message + " The first " + before
                        + " accounts of the file are there; give it again when it is mended.");
    }

    /** @param number from 1 on */
    private record Line(int number, ObjectNode account) {
    }

    private List<Line> read() {
        List<Line> all = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (int i = 0; i < lines.size(); i++) {
                String line = (i == 0 ? lines.get(i).replaceFirst("^\uFEFF", "") : lines.get(i)).strip();
                if (!line.isEmpty() && !(i == 0 && line.startsWith(HEAD))) {
                    all.add(new Line(i + 1, account(line, i + 1)));
                }
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "cannot read " + file + ": " + e.getClass().getSimpleName());
        }
        if (all.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, file + " holds no account");
        }
        return all;
    }

    /** Nothing of the line is quoted: it holds a hash. */
    private ObjectNode account(String line, int number) {
        String[] columns = line.split(",", -1);
        if (columns.length < COLUMNS || columns.length > COLUMNS + 1) {
            throw new CommandFailure(ExitCode.USAGE,
                    file + ", line " + number + ": expected e-mail address, tier and hash,"
                            + " separated by commas; nothing was changed");
        }
        ObjectNode account = Json.object().put("email", columns[0].strip()).put("tier", columns[1].strip())
                .put("password_hash", columns[2].strip());
        return columns.length == COLUMNS ? account : account.put("role", columns[COLUMNS].strip());
    }
}
