package io.aeroarrow.files.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Creates JSON parsers and generators. */
public final class JsonStreams {

    /** Strings and names of any length are accepted; nesting is limited to Jackson's default depth. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            // Emoji as UTF-8, like all other characters, not as two escapes.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.defaults())
            .build();

    private JsonStreams() {}

    static JsonGenerator lines(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out).setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    public static JsonGenerator text(StringWriter out) throws IOException {
        return FACTORY.createGenerator(out);
    }

    static JsonParser parser(InputStream in) throws IOException {
        return FACTORY.createParser(in);
    }

    static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    /** Returns the value at the parser's token as JSON text. Numbers keep all digits. */
    static String textOf(JsonParser in) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = text(text)) {
            int depth = 0;
            do {
                JsonToken token = in.currentToken();
                if (token.isStructEnd()) {
                    depth--;
                } else if (token.isStructStart()) {
                    depth++;
                }
                if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
                    out.writeNumber(in.getText());
                } else {
                    out.copyCurrentEvent(in);
                }
            } while (depth > 0 && in.nextToken() != null);
        }
        return text.toString();
    }

    /** Sets a value from a complete JSON text. */
    public static void set(JsonSetter setter, int index, String text) {
        try (JsonParser in = parser(text)) {
            if (in.nextToken() == null) {
                throw new IllegalArgumentException("the JSON text is empty");
            }
            setter.set(index, in);
            if (in.nextToken() != null) {
                throw new IllegalArgumentException("the JSON text continues after the value");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(invalid(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the error of text that is no JSON, without the source that the library adds to some messages. */
    static String invalid(JsonProcessingException failure) {
        String message = failure.getOriginalMessage();
        int source = message.indexOf(" (start marker at");
        return "invalid JSON: " + (source < 0 ? message : message.substring(0, source));
    }

    /** Returns the kind of the value at the parser's token for error messages, such as "a list". */
    static String kind(JsonParser in) {
        return switch (in.currentToken()) {
            case START_ARRAY -> "a list";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "the text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number";
            default -> "the value";
        };
    }
}
