package io.aeroarrow.embedded.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FilterExpressionTest {
    private static final Set<String> UNSUPPORTED = Set.of("nil == nil?");

    @Test
    void compilesWhatTheOfficialClientBuilds() throws IOException {
        List<String[]> rows = corpus().lines().map(line -> line.split("\t", -1)).toList();
        assertThat(rows).hasSizeGreaterThan(60);
        for (String[] row : rows) {
            ByteSlice expression = ByteSlice.of(HexFormat.of().parseHex(row[2]));
            if (UNSUPPORTED.contains(row[1])) {
                assertThatThrownBy(() -> FilterExpression.compile(expression, ServerVersion.V8_1_0_3))
                        .as(row[1])
                        .isInstanceOfSatisfying(
                                RequestFailure.class,
                                e -> assertThat(e.resultCode()).isEqualTo(4));
            } else {
                assertThat(FilterExpression.compile(expression, ServerVersion.V8_1_0_3))
                        .as(row[1])
                        .isNotNull();
            }
        }
    }

    @Test
    void translatesPosixRegexes() {
        assertThat(PosixRegex.compile("a+b", 0).matcher("a+b").find()).isTrue();
        assertThat(PosixRegex.compile("a+b", 1).matcher("aab").find()).isTrue();
        assertThat(PosixRegex.compile("\\(ab\\)", 0).matcher("ab").find()).isTrue();
        assertThat(PosixRegex.compile("^[[:lower:]]*$", 1).matcher("abc").find())
                .isTrue();
        assertThat(PosixRegex.compile("ABC", 2).matcher("abc").find()).isTrue();
        assertThat(PosixRegex.compile("a$", 0).matcher("a\nb").find()).isFalse();
        assertThat(PosixRegex.compile("a$", 4).matcher("a\nb").find()).isTrue();
        assertThatThrownBy(() -> PosixRegex.compile("[a", 0)).isInstanceOf(InvalidExpression.class);
    }

    private static String corpus() throws IOException {
        try (InputStream in = FilterExpressionTest.class.getResourceAsStream("/golden/expressions.tsv")) {
            if (in == null) {
                throw new IOException("no resource");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
