package com.ainative.gateway.reload;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.reload.Revision.State;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ainative.gateway.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations that served, in {@code data/generations}: a folder for each with the very files it was made from, and
 * {@code serving.json}, which names the one that serves. What is written is whole or not there, so that a process killed
 * at any moment starts on a set that was good. Not for use from two threads at once.
 */
public final class History {

    /**
     * Which revision serves.
     *
     * @param folders the hash of what the operator's folders held when it was chosen: while they hold the same, the choice
     *     stands, whatever it was; once they differ, the operator has spoken since
     */
    record Serving(int revision, String folders) {
    }

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final String ENTRY = "generation.json";
    private static final String SERVING = "serving.json";
    private static final String UNFINISHED = ".unfinished";
    private static final String CONFIG = "config";
    private static final String ROUTES = "routes";

    private final Path folder;
    private final String build;

    /** @param build the gateway's own version, whose checks what is kept has passed */
    public History(Path folder, String build) {
        this.folder = folder;
        this.build = build;
    }

    /** Keeps a generation; on disk when this returns. */
    Revision keep(Sources sources, String author, Instant now) throws IOException {
        int number = all().stream().mapToInt(Revision::number).max().orElse(0) + 1;
        Revision revision = new Revision(number, sources.hash(), now, author, State.GOOD, "", build);
        Path unfinished = folder.resolve(UNFINISHED);
        DurableFiles.delete(unfinished);
        DurableFiles.write(unfinished.resolve(CONFIG).resolve(sources.config().name()), sources.config().bytes());
        for (SourceFile file : sources.files().skip(1).toList()) {
            DurableFiles.write(unfinished.resolve(ROUTES).resolve(file.name()), file.bytes());
        }
        DurableFiles.write(unfinished.resolve(ENTRY), Json.write(json(revision)));
        DurableFiles.namesHold(unfinished);
        DurableFiles.rename(unfinished, folder.resolve(revision.folder()));
        return revision;
    }

    /**
     * Keeps a candidate and makes it the one that serves, now and after a restart. To be called before it does: a generation
     * that serves is on disk.
     *
     * @param folders the hash of what the operator's folders hold
     * @param running those that serve, or may have to again; they are not forgotten
     * @throws ProblemsException when it cannot be kept; the candidate is then stopped
     */
    Revision keepServing(Candidate candidate, String author, String folders, Instant now, Set<Integer> running) {
        Revision kept;
        try {
            kept = keep(candidate.sources(), author, now);
            serve(kept, folders);
        } catch (IOException | UncheckedIOException e) {
            candidate.generation().close();
            throw new ProblemsException(List.of(Problem.ofFile(folder.toString(),
                    "the generation cannot be kept here, and what is not kept does not serve: " + e)), e);
        }
        try {
            forgetBeyond(candidate.config().config().reload().keep(), kept, running);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Old generations cannot be forgotten: {}", e.toString());
        }
        return kept;
    }

    /** From now on, and after a restart, this revision serves. */
    void serve(Revision revision, String folders) throws IOException {
        DurableFiles.replace(folder.resolve(SERVING),
                Json.write(Json.object().put("revision", revision.number()).put("folders", folders)));
    }

    Optional<Serving> serving() {
        Path file = folder.resolve(SERVING);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.read(Files.readAllBytes(file));
            return Optional.of(new Serving(json.path("revision").asInt(), json.path("folders").asText()));
        } catch (IOException e) {
            LOG.warn("{} cannot be read and is passed over: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** The same revision goes on to serve, though the operator's folders hold something else now. */
    void serveStill(Revision revision, String folders) {
        if (serving().filter(serving -> serving.folders().equals(folders)).isEmpty()) {
            try {
                serve(revision, folders);
            } catch (IOException e) {
                LOG.warn("What the folders hold cannot be noted: {}", e.toString());
            }
        }
    }

    void mark(Revision revision) throws IOException {
        DurableFiles.replace(folder.resolve(revision.folder()).resolve(ENTRY), Json.write(json(revision)));
    }

    /** Newest first. */
    List<Revision> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> kept = Files.list(folder)) {
            List<Revision> read = new ArrayList<>();
            kept.filter(entry -> Files.isRegularFile(entry.resolve(ENTRY))
                    && !entry.getFileName().toString().equals(UNFINISHED))
                    .forEach(entry -> read(entry).ifPresent(read::add));
            read.sort(Comparator.comparingInt(Revision::number).reversed());
            return read;
        } catch (IOException e) {
            LOG.warn("{} cannot be listed: {}", folder, e.getMessage());
            return List.of();
        }
    }

    Optional<Revision> find(int number) {
        return all().stream().filter(revision -> revision.number() == number).findFirst();
    }

    /** @throws com.ainative.gateway.error.GatewayException with a 404 where there is none */
    Revision get(int number) {
        return find(number).orElseThrow(() -> ErrorCode.NOT_FOUND
                .because("There is no revision " + number + "; `routes history` lists those there are.")
                .toException());
    }

    /** Those that can be gone back to, newest first. */
    List<Revision> good() {
        return all().stream().filter(revision -> revision.state() == State.GOOD).toList();
    }

    /**
     * The newest good one that is older.
     *
     * @throws com.ainative.gateway.error.GatewayException with a 404 where there is none
     */
    Revision before(int number) {
        return good().stream().filter(revision -> revision.number() < number).findFirst()
                .orElseThrow(() -> ErrorCode.NOT_FOUND
                        .because("There is no good generation before revision " + number + ".").toException());
    }

    /** Whether its content has passed the checks of this very build. */
    boolean checked(Revision revision) {
        return revision.checkedBy().equals(build);
    }

    /**
     * The files as they were kept.
     *
     * @throws ProblemsException when they cannot be read, or are not what was kept
     */
    Sources sources(Revision revision) {
        Path kept = folder.resolve(revision.folder());
        Sources read = new SourceReader(kept.resolve(CONFIG), kept.resolve(ROUTES)).read();
        if (!read.hash().equals(revision.generation())) {
            throw new ProblemsException(
                    List.of(Problem.ofFile(kept.toString(), "no longer holds what was kept in it")));
        }
        return read;
    }

    /**
     * Forgets all but the newest so many good ones, and what is older than those; of those that were rolled back no more
     * than of good ones.
     */
    void forgetBeyond(int keep, Revision serving, Set<Integer> running) throws IOException {
        int good = 0;
        int rolledBack = 0;
        for (Revision revision : all()) {
            boolean isGood = revision.state() == State.GOOD;
            if (revision.number() != serving.number() && !running.contains(revision.number())
                    && (good >= keep || (!isGood && rolledBack >= keep))) {
                // First out of the list, for a folder of which half is gone must not be in it.
                Path forgotten = folder.resolve(UNFINISHED);
                DurableFiles.delete(forgotten);
                DurableFiles.rename(folder.resolve(revision.folder()), forgotten);
                DurableFiles.delete(forgotten);
            } else if (isGood) {
                good++;
            } else {
                rolledBack++;
            }
        }
    }

    private static Optional<Revision> read(Path entry) {
        try {
            JsonNode json = Json.read(Files.readAllBytes(entry.resolve(ENTRY)));
            return Optional.of(new Revision(json.path("revision").asInt(), json.path("generation").asText(),
                    Instant.parse(json.path("time").asText()), json.path("author").asText(),
                    State.valueOf(json.path("state").asText().toUpperCase(Locale.ROOT).replace('-', '_')),
                    json.path("why").asText(), json.path("checked-by").asText()));
        } catch (IOException | RuntimeException e) { // whatever is in there, the others are still good
            LOG.warn("{} cannot be read and is passed over: {}", entry, e.getMessage());
            return Optional.empty();
        }
    }

    static ObjectNode json(Revision revision) {
        return Json.object().put("revision", revision.number()).put("generation", revision.generation())
                .put("time", revision.time().toString()).put("author", revision.author())
                .put("state", revision.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("why", revision.why()).put("checked-by", revision.checkedBy());
    }
}
