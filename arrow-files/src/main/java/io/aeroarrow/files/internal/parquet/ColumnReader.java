package io.aeroarrow.files.internal.parquet;

import io.aeroarrow.files.internal.column.FieldVectors;
import io.aeroarrow.files.internal.column.ListBounds;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/**
 * Writes the values that parquet-java reads into a vector. The owner sets the index of the next value. parquet-java makes
 * no call for a null, so the reset vector stays null at that index.
 */
interface ColumnReader {

    /** Returns the converter that parquet-java calls with the values. */
    Converter converter();

    /** Sets the index of the next value. */
    void at(int index);

    static ColumnReader of(FieldVector column, Type type) {
        FieldVector vector = FieldVectors.storage(column);
        if (ListBounds.isList(vector.getField().getType())) {
            return new ListReader(Repeated.of(vector), type.asGroupType());
        }
        if (vector instanceof StructVector struct) {
            return new StructReader(struct, type.asGroupType());
        }
        return new ScalarReader(vector, type.asPrimitiveType());
    }

    /** A column of a nested type, which parquet-java calls a group. */
    abstract class GroupReader extends GroupConverter implements ColumnReader {

        int index;

        @Override
        public final Converter converter() {
            return this;
        }

        @Override
        public final void at(int next) {
            index = next;
        }
    }

    /** A struct, or an entry of a map. */
    final class StructReader extends GroupReader {

        private final StructVector vector;
        private final List<ColumnReader> fields = new ArrayList<>();

        StructReader(StructVector vector, GroupType type) {
            this.vector = vector;
            for (int i = 0; i < type.getFieldCount(); i++) {
                fields.add(of((FieldVector) vector.getChildByOrdinal(i), type.getType(i)));
            }
        }

        @Override
        public Converter getConverter(int field) {
            return fields.get(field).converter();
        }

        @Override
        public void start() {
            vector.setIndexDefined(index);
            fields.forEach(field -> field.at(index));
        }

        @Override
        public void end() {
            // Each field is set already.
        }
    }

    /** The outer of the three Parquet levels of a list or map. */
    final class ListReader extends GroupReader {

        private final Repeated list;
        private final Elements elements;

        ListReader(Repeated list, GroupType type) {
            this.list = list;
            GroupType repeated = type.getType(0).asGroupType();
            boolean isMap = list.elements() instanceof StructVector && repeated.getFieldCount() == 2;
            this.elements = new Elements(list.elements(), isMap ? repeated : repeated.getType(0), isMap);
        }

        @Override
        public Converter getConverter(int field) {
            return elements;
        }

        @Override
        public void start() {
            elements.next = list.start().at(index);
            elements.first = elements.next;
        }

        @Override
        public void end() {
            list.end().set(index, elements.next - elements.first);
        }
    }

    /** The middle level, which occurs once per element. */
    final class Elements extends GroupConverter {

        private final ColumnReader element;
        private final boolean isMap;
        private int first;
        private int next;

        Elements(FieldVector vector, Type type, boolean isMap) {
            this.element = of(vector, type);
            this.isMap = isMap;
        }

        @Override
        public Converter getConverter(int field) {
            return isMap ? element.converter().asGroupConverter().getConverter(field) : element.converter();
        }

        @Override
        public void start() {
            element.at(next);
            if (isMap) {
                element.converter().asGroupConverter().start();
            }
        }

        @Override
        public void end() {
            next++;
        }
    }

    /** The start and end of a value for each kind of list vector. */
    record Repeated(FieldVector elements, Start start, End end) {

        interface Start {
            int at(int index);
        }

        interface End {
            void set(int index, int count);
        }

        static Repeated of(FieldVector vector) {
            if (vector instanceof ListVector list) {
                return new Repeated(list.getDataVector(), list::startNewValue, list::endValue);
            }
            if (vector instanceof LargeListVector list) {
                return new Repeated(
                        list.getDataVector(),
                        index -> Math.toIntExact(list.startNewValue((long) index)),
                        (index, count) -> list.endValue(index, (long) count));
            }
            FixedSizeListVector list = (FixedSizeListVector) vector;
            return new Repeated(list.getDataVector(), list::startNewValue, (index, count) -> {
                if (count != list.getListSize()) {
                    throw new IllegalArgumentException("column " + list.getName() + " has a list of " + count
                            + " elements; its type needs " + list.getListSize());
                }
            });
        }
    }
}
