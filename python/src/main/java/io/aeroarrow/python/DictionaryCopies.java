package io.aeroarrow.python;

import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;

/**
 * Copies of a reader's dictionaries. A batch that outlives the reader needs them: the reader's dictionaries grow from batch to
 * batch, in place.
 */
final class DictionaryCopies implements AutoCloseable {

    private final BufferAllocator allocator;
    private final MapDictionaryProvider copies = new MapDictionaryProvider();

    DictionaryCopies(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /** Returns copies of dictionaries that remain valid until the next call. A dictionary that did not grow is not copied again. */
    MapDictionaryProvider of(Map<Long, Dictionary> dictionaries) {
        for (Dictionary dictionary : dictionaries.values()) {
            Dictionary old = copies.lookup(dictionary.getEncoding().getId());
            BaseVariableWidthVector values = (BaseVariableWidthVector) dictionary.getVector();
            if (old == null || old.getVector().getValueCount() != values.getValueCount()) {
                copies.put(new Dictionary(copy(values), dictionary.getEncoding()));
                if (old != null) {
                    old.getVector().close();
                }
            }
        }
        return copies;
    }

    private BaseVariableWidthVector copy(BaseVariableWidthVector source) {
        int count = source.getValueCount();
        BaseVariableWidthVector target =
                (BaseVariableWidthVector) source.getField().createVector(allocator);
        int bytes = count == 0 ? 0 : source.getEndOffset(count - 1);
        target.allocateNew(bytes, count);
        if (count > 0) {
            target.getOffsetBuffer().setBytes(0, source.getOffsetBuffer(), 0, (count + 1L) * Integer.BYTES);
            target.getValidityBuffer().setBytes(0, source.getValidityBuffer(), 0, (count + 7) / 8);
            target.getDataBuffer().setBytes(0, source.getDataBuffer(), 0, bytes);
        }
        target.setLastSet(count - 1);
        target.setValueCount(count);
        return target;
    }

    @Override
    public void close() {
        for (long id : copies.getDictionaryIds()) {
            copies.lookup(id).getVector().close();
        }
    }
}
