package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/** OpenAI's {@code image_url} and {@code file} parts as {@code image} and {@code document} blocks. */
final class Attachments {

    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final Set<String> TEXT_ENDINGS = Set.of("txt", "md", "csv", "json", "xml", "html");
    private static final String PDF = "application/pdf";
    /** How base64 of {@code %PDF-} begins. */
    private static final String PDF_MAGIC = "JVBERi";

    private Attachments() {
    }

    static ObjectNode image(ObjectNode part, String path, Set<String> dropped) {
        ObjectNode image = Asked.object(part.path("image_url"), path + ".image_url");
        String at = path + ".image_url.url";
        String url = Asked.text(image.path("url"), at);
        if (Asked.given(image.path("detail"))) {
            dropped.add("messages[].content[].image_url.detail");
        }
        if (DataUrl.isWeb(url)) {
            return block("image", web(url));
        }
        DataUrl data = DataUrl.parse(url);
        if (data == null) {
            throw Asked.wrong(at, "must be an http(s) URL or a base64 data URL");
        }
        if (data.mediaType().equals(PDF)) {
            return block("document", base64(PDF, data.base64()));
        }
        String mediaType = data.mediaType().equals("image/jpg") ? "image/jpeg" : data.mediaType();
        if (!IMAGES.contains(mediaType)) {
            throw Asked.unsupported(at,
                    "This model takes images as JPEG, PNG, GIF or WebP, not as '" + mediaType + "'.");
        }
        return block("image", base64(mediaType, data.base64()));
    }

    static ObjectNode file(ObjectNode part, String path) {
        ObjectNode file = Asked.object(part.path("file"), path + ".file");
        if (Asked.given(file.path("file_id"))) {
            throw Asked.unsupported(path + ".file.file_id",
                    "Uploaded files are not known to this model's provider; send the content as file_data.");
        }
        String at = path + ".file.file_data";
        String data = Asked.nonBlank(file.path("file_data"), at);
        JsonNode name = file.path("filename");
        String filename = Asked.given(name) ? Asked.text(name, path + ".file.filename") : "";
        ObjectNode document = block("document", source(data, filename, at));
        if (!filename.isBlank()) {
            document.put("title", filename);
        }
        return document;
    }

    private static ObjectNode source(String data, String filename, String at) {
        if (DataUrl.isWeb(data)) {
            return web(data);
        }
        if (!DataUrl.is(data)) {
            return source(mediaType(data, filename), data, filename, at);
        }
        DataUrl url = DataUrl.parse(data);
        if (url == null) {
            throw Asked.wrong(at, "must be base64, a base64 data URL or an http(s) URL");
        }
        return source(url.mediaType(), url.base64(), filename, at);
    }

    private static ObjectNode source(String mediaType, String base64, String filename, String at) {
        if (mediaType.equals(PDF)) {
            return base64(PDF, base64);
        }
        if (IMAGES.contains(mediaType)) {
            throw Asked.unsupported(at, "Send images as image_url parts.");
        }
        if (!mediaType.startsWith("text/") && !mediaType.equals("application/json")) {
            throw Asked.unsupported(at, "This model takes files as PDF or text; '"
                    + (mediaType.isEmpty() ? filename : mediaType) + "' is neither.");
        }
        try {
            String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            return Json.object().put("type", "text").put("media_type", "text/plain").put("data", text);
        } catch (IllegalArgumentException e) {
            throw Asked.wrong(at, "is not base64");
        }
    }

    /** Of a file that came without one: by its first bytes, else by its name. */
    private static String mediaType(String base64, String filename) {
        if (base64.startsWith(PDF_MAGIC)) {
            return PDF;
        }
        String ending = filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TEXT_ENDINGS.contains(ending) ? "text/plain" : "";
    }

    private static ObjectNode web(String url) {
        return Json.object().put("type", "url").put("url", url);
    }

    private static ObjectNode base64(String mediaType, String data) {
        return Json.object().put("type", "base64").put("media_type", mediaType).put("data", data);
    }

    private static ObjectNode block(String type, ObjectNode source) {
        return Json.object().put("type", type).set("source", source);
    }
}
