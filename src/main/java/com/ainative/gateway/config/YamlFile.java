package com.ainative.gateway.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file as a tree of YAML nodes that know their places, within bounds no honest file meets. */
public final class YamlFile {

    public static final int LARGEST = 1024 * 1024;
    static final int DEEPEST = 32;
    private static final int MOST_ALIASES = 50;

    private final SourceFile file;

    public YamlFile(SourceFile file) {
        this.file = file;
    }

    /**
     * The root of the file's only document.
     *
     * @param needed what an empty file lacks, to read on from "is empty; "
     * @throws ProblemsException with the one reason why it is no YAML, or more than is read
     */
    public Node root(String needed) {
        String text = text();
        LoadSettings settings = settings(text);
        try {
            refuseDepth(text, settings);
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.orElseThrow(() -> refused("is empty; " + needed));
        } catch (MarkedYamlEngineException broken) {
            // The exception's own message shows lines of the file, and with them perhaps a key.
            Position at = Position.of(broken.getProblemMark().or(broken::getContextMark));
            throw refused(at, oneLine("is not YAML: " + (broken.getContext() == null ? "" : broken.getContext() + ", ")
                    + broken.getProblem()));
        } catch (ReaderException unprintable) {
            throw refused(Position.at(text, text.offsetByCodePoints(0, unprintable.getPosition())),
                    "holds a character that is not text, U+%04X".formatted(unprintable.getCodePoint()));
        } catch (YamlEngineException limit) {
            throw refused(oneLine("is not YAML: " + limit.getMessage()));
        }
    }

    /** The parser quotes the character it stumbled over, and that may be a line's end. */
    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ");
    }

    private static LoadSettings settings(String text) {
        // The parser fails where a character beyond 16 bits lies across the end of its buffer: let it have one buffer.
        return LoadSettings.builder().setCodePointLimit(LARGEST).setBufferSize(text.length() + 2)
                // Keys that are no text, or are there twice, are told by ConfigNode, which knows their path.
                .setMaxAliasesForCollections(MOST_ALIASES).setAllowNonScalarKeys(true).build();
    }

    /** Before the tree is built: the builder is recursive, the stream of events is not. */
    private void refuseDepth(String text, LoadSettings settings) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> {
                    if (++depth > DEEPEST) {
                        throw refused(Position.of(event.getStartMark()),
                                "is nested deeper than " + DEEPEST + " levels");
                    }
                }
                case MappingEnd, SequenceEnd -> depth--;
                default -> {
                }
            }
        }
    }

    private String text() {
        byte[] bytes = file.bytes();
        if (bytes.length > LARGEST) {
            throw refused("is larger than " + new DataSize(LARGEST));
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (decoder.decode(in, text, true).isError()) {
            String before = text.flip().toString();
            throw refused(Position.at(before, before.length()), "is not UTF-8 text");
        }
        String decoded = text.flip().toString();
        return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    }

    private ProblemsException refused(String message) {
        return new ProblemsException(List.of(Problem.ofFile(file.shown(), message)));
    }

    private ProblemsException refused(Position at, String message) {
        return new ProblemsException(List.of(Problem.at(file.shown(), at, message)));
    }
}
