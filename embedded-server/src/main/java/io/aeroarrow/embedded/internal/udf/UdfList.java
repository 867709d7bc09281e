package io.aeroarrow.embedded.internal.udf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list that a function reads and changes. A null element is nil. */
public record UdfList(List<@Nullable Object> items) {
    public UdfList() {
        this(new ArrayList<>());
    }

    @Override
    public String toString() {
        return UdfText.of(this);
    }
}
