package com.ainative.gateway.admin;

import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.config.YamlFile;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Text of an operator's file without what nobody should read over a shoulder. Values are found in the tree of the YAML, so
 * that neither the way they are quoted nor the lines they fill matter; comments, which are in no tree, by their words.
 */
final class Masked {

    private static final String MASK = "***";
    /** Lines in a row are one comment, so that what stands further in belongs to what it is below. */
    private static final Pattern COMMENT = Pattern.compile("(?m)(?:^[ \\t]*+#[^\\n]*+\\n?+)++|(?<=\\s)#[^\\n]*+");

    private Masked() {
    }

    /** A {@code gateway.yaml}; nothing where it is no YAML, for then there is no telling what in it is a key. */
    static @Nullable String config(SourceFile file) {
        return yaml(file, true);
    }

    /** A file of routes, a part of one, or a golden. Those hold no keys of providers: a broken one is read as lines. */
    static String routes(String text) {
        String yaml = yaml(new SourceFile("", "", text.getBytes(StandardCharsets.UTF_8)), false);
        return yaml == null ? SecretWords.masked(text) : yaml;
    }

    private static @Nullable String yaml(SourceFile file, boolean ofProviders) {
        Node root;
        try {
            root = new YamlFile(file).root("");
        } catch (ProblemsException noYaml) {
            return null;
        }
        String text = file.text();
        // Marks count from behind a byte order mark.
        String parsed = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return COMMENT.matcher(without(SecretNodes.in(root, ofProviders), parsed))
                .replaceAll(comment -> Matcher.quoteReplacement(SecretWords.masked(comment.group())));
    }

    private static String without(List<ScalarNode> secrets, String text) {
        StringBuilder masked = new StringBuilder();
        int from = 0;
        int fromMark = 0;
        for (ScalarNode secret : secrets.stream()
                .sorted(Comparator.comparingInt(node -> index(node.getStartMark()))).toList()) {
            int start = text.offsetByCodePoints(from, index(secret.getStartMark()) - fromMark);
            int end = text.offsetByCodePoints(from, index(secret.getEndMark()) - fromMark);
            String written = text.substring(start, end);
            // A block's end is the beginning of the line below it.
            masked.append(text, from, start).append(MASK).append(written, written.stripTrailing().length(),
                    written.length());
            from = end;
            fromMark = index(secret.getEndMark());
        }
        return masked.append(text, from, text.length()).toString();
    }

    /** In code points. */
    private static int index(Optional<Mark> mark) {
        return mark.orElseThrow().getIndex();
    }
}
