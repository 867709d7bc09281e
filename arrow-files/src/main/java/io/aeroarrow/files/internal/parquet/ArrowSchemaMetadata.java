package io.aeroarrow.files.internal.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

/**
 * The Arrow schema in the key-value metadata of a Parquet footer: an IPC message in base64 under {@code ARROW:schema}, as
 * Arrow's C++ writer stores it. The schema's own metadata is stored next to it, key by key.
 */
final class ArrowSchemaMetadata {

    private static final String KEY = "ARROW:schema";
    private static final String WRITER_MODEL = "writer.model.name";

    private ArrowSchemaMetadata() {}

    /** Returns the key-value metadata to write. */
    static Map<String, String> footer(Schema schema, DictionaryProvider dictionaries) throws IOException {
        Set<Long> ids = new HashSet<>();
        List<Field> fields = schema.getFields().stream()
                .map(field -> DictionaryUtility.toMessageFormat(field, dictionaries, ids))
                .toList();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        MessageSerializer.serialize(
                new WriteChannel(Channels.newChannel(message)), new Schema(fields, schema.getCustomMetadata()));
        Map<String, String> footer = new LinkedHashMap<>(schema.getCustomMetadata());
        footer.put(KEY, Base64.getEncoder().encodeToString(message.toByteArray()));
        return footer;
    }

    /** Returns the Arrow schema that the file was written from; empty if its writer stored none. */
    static Optional<Schema> schema(Map<String, String> footer) throws IOException {
        String message = footer.get(KEY);
        if (message == null) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(message);
            return Optional.of(MessageSerializer.deserializeSchema(
                    new ReadChannel(Channels.newChannel(new ByteArrayInputStream(bytes)))));
        } catch (IOException | RuntimeException e) {
            throw new IOException("its metadata '" + KEY + "' is no Arrow schema", e);
        }
    }

    /** Returns the metadata of the Arrow schema. */
    static Map<String, String> metadata(Map<String, String> footer) {
        Map<String, String> metadata = new LinkedHashMap<>(footer);
        metadata.remove(KEY);
        metadata.remove(WRITER_MODEL);
        return metadata;
    }
}
