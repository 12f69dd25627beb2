package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.error.Failure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentPartsTest {

    @Test
    @DisplayName("GIVEN text parts WHEN read THEN blank ones are left out and unknown fields survive")
    void read_text() {
        assertThat(Ask.blocks("{'type': 'text', 'text': 'a', 'cache_control': {'type': 'ephemeral'}},"
                + "{'type': 'text', 'text': '\\n'}"))
                .isEqualTo(Ask.tree("[{'type': 'text', 'text': 'a', 'cache_control': {'type': 'ephemeral'}}]"));
    }

    @ParameterizedTest
    @DisplayName("GIVEN an image as a data URL WHEN read THEN a base64 source of that type")
    @CsvSource({"image/jpeg,image/jpeg", "image/png,image/png", "image/gif,image/gif", "image/webp,image/webp",
        "IMAGE/JPG,image/jpeg"})
    void read_imageData(String given, String sent) {
        assertThat(Ask.blocks("{'type': 'image_url', 'image_url': {'url': 'data:" + given + ";base64,aGk='}}"))
                .isEqualTo(Ask.tree("[{'type': 'image', 'source': {'type': 'base64', 'media_type': '" + sent
                        + "', 'data': 'aGk='}}]"));
    }

    @Test
    @DisplayName("GIVEN an image by address with a detail WHEN read THEN a url source, and the detail is dropped")
    void read_imageUrl() {
        MessagesRequest request = Ask.of("'messages': [{'role': 'user', 'content': [{'type': 'image_url',"
                + "'image_url': {'url': 'https://pictures.test/a.png', 'detail': 'high'}}]}]");

        assertThat(request.body().at("/messages/0/content/0")).isEqualTo(
                Ask.tree("{'type': 'image', 'source': {'type': 'url', 'url': 'https://pictures.test/a.png'}}"));
        assertThat(request.dropped()).containsExactly("messages[].content[].image_url.detail");
    }

    @Test
    @DisplayName("GIVEN a PDF as an image's data URL WHEN read THEN a document block")
    void read_pdfAsImage() {
        assertThat(Ask.blocks("{'type': 'image_url', 'image_url': {'url': 'data:application/pdf;base64,JVBERi0='}}"))
                .isEqualTo(Ask.tree("[{'type': 'document', 'source': {'type': 'base64',"
                        + " 'media_type': 'application/pdf', 'data': 'JVBERi0='}}]"));
    }

    @ParameterizedTest
    @DisplayName("GIVEN an image address that is neither web nor base64 WHEN read THEN 400 at its url")
    @ValueSource(strings = {"ftp://pictures.test/a.png", "data:image/png,abc", "data:image/png;base64,",
        "data:image/png"})
    void read_imageAddress(String url) {
        assertThat(Ask.refusalOfPart("{'type': 'image_url', 'image_url': {'url': '" + url + "'}}").param())
                .isEqualTo("messages[0].content[0].image_url.url");
    }

    @Test
    @DisplayName("GIVEN an image of another type WHEN read THEN 400 unsupported_parameter at its url")
    void read_imageType() {
        Failure failure = Ask
                .refusalOfPart("{'type': 'image_url', 'image_url': {'url': 'data:image/tiff;base64,aGk='}}");

        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.code()).isEqualTo("unsupported_parameter");
        assertThat(failure.param()).isEqualTo("messages[0].content[0].image_url.url");
    }

    @ParameterizedTest
    @DisplayName("GIVEN a PDF file as a data URL, as bare base64 or by address WHEN read THEN a document")
    @CsvSource(delimiter = '|', value = {
        "data:application/pdf;base64,JVBERi0=|{'type': 'base64', 'media_type': 'application/pdf', 'data': 'JVBERi0='}",
        "JVBERi0=|{'type': 'base64', 'media_type': 'application/pdf', 'data': 'JVBERi0='}",
        "https://papers.test/a.pdf|{'type': 'url', 'url': 'https://papers.test/a.pdf'}"})
    void read_pdfFile(String data, String source) {
        assertThat(Ask.blocks("{'type': 'file', 'file': {'file_data': '" + data + "', 'filename': 'a.pdf'}}"))
                .isEqualTo(Ask.tree("[{'type': 'document', 'source': " + source + ", 'title': 'a.pdf'}]"));
    }

    @ParameterizedTest
    @DisplayName("GIVEN a text file WHEN read THEN a document whose source is the decoded text")
    @CsvSource({"'data:text/csv;base64,aMOpLDE=',x", "'data:application/json;charset=utf-8;base64,aMOpLDE=',x",
        "aMOpLDE=,notes.md"})
    void read_textFile(String data, String filename) {
        assertThat(Ask.blocks("{'type': 'file', 'file': {'file_data': '" + data + "', 'filename': '" + filename + "'}}")
                .path(0).path("source"))
                .isEqualTo(Ask.tree("{'type': 'text', 'media_type': 'text/plain', 'data': 'hé,1'}"));
    }

    @Test
    @DisplayName("GIVEN title, context, citations and cache_control on a file WHEN read THEN the document has them")
    void read_documentExtensions() {
        String extensions = "'title': 'Paper', 'context': 'draft', 'citations': {'enabled': true},"
                + " 'cache_control': {'type': 'ephemeral'}";

        assertThat(Ask.blocks("{'type': 'file', 'file': {'file_data': 'JVBERi0=', 'filename': 'a.pdf'}, " + extensions
                + "}").path(0))
                .isEqualTo(Ask.tree("{'type': 'document', 'source': {'type': 'base64', 'media_type': 'application/pdf',"
                        + " 'data': 'JVBERi0='}, " + extensions + "}"));
    }

    @Test
    @DisplayName("GIVEN a block in the provider's own words WHEN read THEN it passes unchanged")
    void read_nativeBlock() {
        String block = "{'type': 'document', 'source': {'type': 'text', 'media_type': 'text/plain', 'data': 'x'},"
                + " 'citations': {'enabled': true}}";

        assertThat(Ask.blocks(block)).isEqualTo(Ask.tree("[" + block + "]"));
    }

    @ParameterizedTest
    @DisplayName("GIVEN a part without a counterpart WHEN read THEN 400 unsupported_parameter at the field")
    @CsvSource(delimiter = '|', value = {
        "{'type': 'input_audio', 'input_audio': {'data': 'aGk='}}|input_audio",
        "{'type': 'file', 'file': {'file_id': 'file-1'}}|file.file_id",
        "{'type': 'file', 'file': {'file_data': 'data:image/png;base64,aGk='}}|file.file_data",
        "{'type': 'file', 'file': {'file_data': 'data:application/zip;base64,aGk='}}|file.file_data",
        "{'type': 'file', 'file': {'file_data': 'aGk=', 'filename': 'a.zip'}}|file.file_data",
        "{'type': 'hologram'}|type"})
    void read_unsupported(String part, String field) {
        Failure failure = Ask.refusalOfPart(part);

        assertThat(failure.code()).isEqualTo("unsupported_parameter");
        assertThat(failure.param()).isEqualTo("messages[0].content[0]." + field);
    }

    @ParameterizedTest
    @DisplayName("GIVEN a value of a wrong type in a part WHEN read THEN 400 at the field")
    @CsvSource(delimiter = '|', value = {"{'text': 'x'}|type", "{'type': 'text', 'text': 1}|text",
        "{'type': 'image_url', 'image_url': 'x'}|image_url", "{'type': 'image_url', 'image_url': {}}|image_url.url",
        "{'type': 'file'}|file", "{'type': 'file', 'file': {'file_data': ''}}|file.file_data",
        "{'type': 'file', 'file': {'file_data': 'data:text/plain,hi'}}|file.file_data",
        "{'type': 'file', 'file': {'file_data': 'data:text/plain;base64,%'}}|file.file_data",
        "{'type': 'file', 'file': {'file_data': 'aGk=', 'filename': 1}}|file.filename"})
    void read_wrongType(String part, String field) {
        Failure failure = Ask.refusalOfPart(part);

        assertThat(failure.type()).isEqualTo("invalid_request_error");
        assertThat(failure.param()).isEqualTo("messages[0].content[0]." + field);
        assertThat(failure.message()).contains("messages[0].content[0]." + field);
    }
}
