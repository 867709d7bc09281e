package io.aeroarrow.embedded.internal.info;

import io.aeroarrow.embedded.internal.udf.UdfEngine;
import io.aeroarrow.embedded.internal.udf.UdfModules;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The info commands udf-put, udf-get, udf-list and udf-remove. Their errors have a form of their own. */
final class UdfInfoCommands {
    private static final int MAX_NAME = 127;
    private static final int MAX_LENGTH_DIGITS = 10;
    private static final int MAX_SOURCE = 1 << 20;
    private static final int BASE64_GROUP = 4;

    private final UdfModules modules;

    UdfInfoCommands(UdfModules modules) {
        this.modules = modules;
    }

    String put(InfoRequest request) {
        String filename = filename(request);
        if (filename == null || !hasExtension(filename)) {
            return "error=invalid_filename";
        }
        String type = request.parameter("udf-type");
        String length = request.parameter("content-len");
        if (length == null || length.length() > MAX_LENGTH_DIGITS) {
            return "error=invalid_content_len";
        } else if (type != null && !type.equals("LUA")) {
            return "error=invalid_udf_type";
        }
        int size = size(length);
        if (size < 0 || size % BASE64_GROUP != 0) {
            return "error=invalid_content_len";
        }
        String content = request.parameter("content");
        if (content == null ? size != 0 : content.length() != size) {
            return "error=invalid_content";
        }
        return (long) size / BASE64_GROUP * 3 > MAX_SOURCE
                ? "error=invalid_udf_content_len,>1M"
                : register(filename, content == null ? "" : content);
    }

    private String register(String filename, String content) {
        byte[] source = decoded(content);
        if (source == null) {
            return "error=invalid_base64_content";
        }
        UdfEngine.CompileError error = modules.check(filename, source);
        if (error != null) {
            byte[] message = error.message().getBytes(StandardCharsets.ISO_8859_1);
            return "error=compile_error;file=" + error.file() + ";line=" + error.line() + ";message="
                    + Base64.getEncoder().encodeToString(message);
        }
        modules.put(filename, content);
        return "ok";
    }

    String get(InfoRequest request) {
        String filename = filename(request);
        if (filename == null) {
            return "error=invalid_filename";
        }
        String content = modules.content(filename);
        if (content == null) {
            return "error=not_found";
        }
        return "type=LUA;content=" + content + ";";
    }

    String remove(InfoRequest request) {
        String filename = filename(request);
        if (filename == null) {
            return "error=invalid_filename";
        }
        modules.remove(filename);
        return "ok";
    }

    String list() {
        StringBuilder list = new StringBuilder();
        modules.hashes()
                .forEach((name, hash) -> list.append("filename=")
                        .append(name)
                        .append(",hash=")
                        .append(hash)
                        .append(",type=LUA;"));
        return list.toString();
    }

    private static byte @Nullable [] decoded(String content) {
        try {
            return content.isEmpty() ? null : Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String filename(InfoRequest request) {
        String filename = request.parameter("filename");
        return filename == null || filename.length() > MAX_NAME ? null : filename;
    }

    /** A dot inside the name. */
    private static boolean hasExtension(String filename) {
        int dot = filename.indexOf('.');
        return dot > 0 && dot < filename.length() - 1;
    }

    private static int size(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
