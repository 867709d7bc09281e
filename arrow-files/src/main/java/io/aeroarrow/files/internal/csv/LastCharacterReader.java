package io.aeroarrow.files.internal.csv;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Knows the last character that was read, apart from ends of lines. */
final class LastCharacterReader extends FilterReader {

    private char last;

    LastCharacterReader(Reader in) {
        super(in);
    }

    char last() {
        return last;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        for (int i = offset + count - 1; i >= offset; i--) {
            if (buffer[i] != '\n' && buffer[i] != '\r') {
                last = buffer[i];
                break;
            }
        }
        return count;
    }
}
