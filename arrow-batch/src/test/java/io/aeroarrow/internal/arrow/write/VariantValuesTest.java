package io.aeroarrow.internal.arrow.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.MapOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;

/** Variants become values; a damaged variant is an error of its row. */
class VariantValuesTest {

    /** The names a and b. */
    private static final String NAMES = "0102" + "000102" + "6162";
    /** The object {"a": [1, "x"], "b": 300}. */
    private static final String OBJECT = "02020001" + "00090c" + "0302000204" + "0c010578" + "102c01";

    private static Value read(String value, String metadata) {
        HexFormat hex = HexFormat.of();
        return read(hex.parseHex(value), hex.parseHex(metadata));
    }

    private static Value read(byte[] value, byte[] metadata) {
        Field field = new Field(
                "v",
                FieldType.nullable(new ArrowType.Struct()),
                List.of(
                        new Field("metadata", FieldType.notNullable(new ArrowType.Binary()), null),
                        new Field("value", FieldType.notNullable(new ArrowType.Binary()), null)));
        try (RootAllocator allocator = new RootAllocator();
                StructVector vector = (StructVector) field.createVector(allocator)) {
            vector.allocateNew();
            vector.setIndexDefined(0);
            vector.getChild("value", VarBinaryVector.class).setSafe(0, value);
            vector.getChild("metadata", VarBinaryVector.class).setSafe(0, metadata);
            vector.setValueCount(1);
            return VariantValues.of(vector, MapOrder.UNORDERED, null).apply(0);
        }
    }

    @Test
    void readsContainersAndScalars() {
        assertThat(read(OBJECT, NAMES))
                .isEqualTo(Value.of(Map.of(
                        Value.of("a"), Value.of(List.of(Value.of(1), Value.of("x"))), Value.of("b"), Value.of(300))));
        assertThat(read("020000", NAMES)).isEqualTo(Value.of(Map.of()));
        assertThat(read("030000", NAMES)).isEqualTo(Value.of(List.of()));
        assertThat(read("00", NAMES)).isEqualTo(Value.ofNull());
        assertThat(read("0cff", NAMES)).isEqualTo(Value.of(-1));
        assertThat(read("18ffffffffffffff7f", NAMES)).isEqualTo(Value.of(Long.MAX_VALUE));
        assertThat(read("200264000000", NAMES)).as("a decimal").isEqualTo(Value.of(1.0));
        assertThat(read("2c0a000000", NAMES)).as("a date").isEqualTo(Value.of(10));
        assertThat(read("380000c03f", NAMES)).as("a float").isEqualTo(Value.of(1.5));
        assertThat(read("3c0200000001ff", NAMES)).isEqualTo(Value.of(new byte[] {1, -1}));
        assertThat(read("40020000006162", NAMES)).as("a long string").isEqualTo(Value.of("ab"));
        assertThat(read("5000112233445566778899aabbccddeeff", NAMES))
                .isEqualTo(Value.of("00112233-4455-6677-8899-aabbccddeeff"));
    }

    @Test
    void eachFlippedBitIsAnotherValueOrAnErrorOfTheRow() {
        byte[] value = HexFormat.of().parseHex(OBJECT);
        byte[] names = HexFormat.of().parseHex(NAMES);
        int errors = 0;
        for (byte[] part : List.of(value, names)) {
            for (int bit = 0; bit < part.length * Byte.SIZE; bit++) {
                part[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
                try {
                    assertThat(read(value, names)).isNotNull();
                } catch (UnwritableValueException e) {
                    errors++;
                    assertThat(e).hasMessageStartingWith("column 'v': ");
                }
                part[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            }
        }
        assertThat(errors).isGreaterThan(60);
    }

    @Test
    void aCutVariantIsAnErrorOfTheRow() {
        for (int length = 0; length < OBJECT.length(); length += 2) {
            String cut = OBJECT.substring(0, length);
            assertThatThrownBy(() -> read(cut, NAMES)).isInstanceOf(UnwritableValueException.class);
        }
        assertThatThrownBy(() -> read(OBJECT, "0101" + "0001" + "61")).hasMessageContaining("it has no name 1");
        assertThatThrownBy(() -> read(OBJECT, "0202" + "000102" + "6162")).hasMessageContaining("version 2");
    }

    /** Each array has its content twice, by two equal offsets: 2 to the power of 40 values in 200 bytes. */
    @Test
    void sharedContentDoesNotMultiply() {
        String shared = "0c01";
        for (int i = 0; i < 40; i++) {
            int bytes = shared.length() / 2;
            shared = "0702" + "00000000" + "%02x%02x".formatted(bytes & 0xff, bytes >> 8) + shared;
        }
        String value = shared;
        assertThatThrownBy(() -> read(value, NAMES)).hasMessageContaining("more values than bytes");
    }

    @Test
    void nestingIsLimited() {
        String nested = "00";
        for (int i = 0; i < 400; i++) {
            int bytes = nested.length() / 2;
            nested = "0701" + "0000" + "%02x%02x".formatted(bytes & 0xff, bytes >> 8) + nested;
        }
        String value = nested;
        assertThatThrownBy(() -> read(value, NAMES)).hasMessageContaining("nested deeper than 256 levels");
    }
}
