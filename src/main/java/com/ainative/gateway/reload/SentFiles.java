package com.ainative.gateway.reload;

import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.error.ErrorCode;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Routes and goldens as an operator sends them: {@code {"chat.camel.yaml": "text", "tests/a.yaml": "text"}}. */
public final class SentFiles {

    private static final Pattern NAME = Pattern
            .compile("[A-Za-z0-9][A-Za-z0-9._-]{0,100}\\.camel\\.yaml|tests/[A-Za-z0-9][A-Za-z0-9._-]{0,100}\\.yaml");

    private SentFiles() {
    }

    /** @throws com.ainative.gateway.error.GatewayException with a 400 where it is anything else */
    public static List<SourceFile> of(JsonNode files) {
        if (!files.isObject() || files.isEmpty()) {
            throw ErrorCode.INVALID_REQUEST
                    .because("files is not an object of file names and texts, such as {\"chat.camel.yaml\": \"...\"}.")
                    .toException();
        }
        if (files.size() > SourceReader.MOST_FILES) {
            throw ErrorCode.INVALID_REQUEST.because("files holds more than " + SourceReader.MOST_FILES + " files.")
                    .toException();
        }
        List<SourceFile> read = new ArrayList<>();
        files.properties().forEach(file -> {
            if (!NAME.matcher(file.getKey()).matches() || !file.getValue().isTextual()) {
                throw ErrorCode.INVALID_REQUEST.because("files holds '" + file.getKey()
                        + "'; what can be sent are texts named NAME.camel.yaml and tests/NAME.yaml.").toException();
            }
            read.add(new SourceFile(file.getKey(), file.getKey(),
                    file.getValue().textValue().getBytes(StandardCharsets.UTF_8)));
        });
        read.sort(Comparator.comparing(SourceFile::name));
        return read;
    }
}
