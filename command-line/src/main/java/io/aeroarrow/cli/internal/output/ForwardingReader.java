package io.aeroarrow.cli.internal.output;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowReader;

/** A reader over another reader, whose dictionaries it has. Does not close the other reader. */
abstract class ForwardingReader extends ArrowReader {

    final ArrowReader rows;

    ForwardingReader(ArrowReader rows, BufferAllocator allocator) {
        super(allocator);
        this.rows = rows;
    }

    @Override
    public final Map<Long, Dictionary> getDictionaryVectors() throws IOException {
        return rows.getDictionaryVectors();
    }

    @Override
    public final Dictionary lookup(long id) {
        return rows.lookup(id);
    }

    @Override
    public final Set<Long> getDictionaryIds() {
        return rows.getDictionaryIds();
    }

    @Override
    public final long bytesRead() {
        return rows.bytesRead();
    }

    @Override
    protected final void closeReadSource() {}
}
