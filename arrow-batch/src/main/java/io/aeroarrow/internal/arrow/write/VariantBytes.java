package io.aeroarrow.internal.arrow.write;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.arrow.vector.types.pojo.Field;

/** The bytes of a variant's value or metadata. All numbers are little-endian. Reads beyond the end are errors of the variant. */
final class VariantBytes {

    private final Field field;
    private final byte[] bytes;

    VariantBytes(Field field, byte[] bytes) {
        this.field = field;
        this.bytes = bytes;
    }

    int length() {
        return bytes.length;
    }

    boolean hasSameBytes(VariantBytes other) {
        return Arrays.equals(bytes, other.bytes);
    }

    UnwritableValueException damaged(String reason) {
        return new UnwritableValueException(field, "the variant is damaged: " + reason);
    }

    int unsigned8(int at) {
        return Byte.toUnsignedInt(bytes[require(at, 1)]);
    }

    /** Returns an unsigned number of up to 4 bytes. */
    int unsigned(int at, int size) {
        long number = 0;
        require(at, size);
        for (int i = size - 1; i >= 0; i--) {
            number = (number << Byte.SIZE) | Byte.toUnsignedInt(bytes[at + i]);
        }
        if (number > Integer.MAX_VALUE) {
            throw damaged("it has the size " + number);
        }
        return (int) number;
    }

    /** Returns a signed number of up to 8 bytes. */
    long signed(int at, int size) {
        require(at, size);
        long number = bytes[at + size - 1];
        for (int i = size - 2; i >= 0; i--) {
            number = (number << Byte.SIZE) | Byte.toUnsignedInt(bytes[at + i]);
        }
        return number;
    }

    /** Returns a decimal: a byte with the scale, then the unscaled value. */
    BigDecimal decimal(int at, int size) {
        byte[] unscaled = copy(at + 1, size);
        for (int i = 0; i < size / 2; i++) {
            byte low = unscaled[i];
            unscaled[i] = unscaled[size - 1 - i];
            unscaled[size - 1 - i] = low;
        }
        return new BigDecimal(new BigInteger(unscaled), unsigned8(at));
    }

    byte[] copy(int at, int size) {
        require(at, size);
        return Arrays.copyOfRange(bytes, at, at + size);
    }

    String text(int at, int size) {
        require(at, size);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, size))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnwritableValueException(field, "a text in the variant is not well-formed UTF-8", e);
        }
    }

    private int require(int at, int size) {
        if (at < 0 || size < 0 || size > bytes.length - at) {
            throw damaged("it ends after " + bytes.length + " bytes, in the middle of a value");
        }
        return at;
    }
}
