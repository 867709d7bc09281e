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
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
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
            boolean isMap = vector.getField().getType() instanceof ArrowType.Map;
            return new ListReader(Repeated.of(vector), type.asGroupType(), isMap);
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

    /** The outer of the Parquet levels of a list or map. */
    final class ListReader extends GroupReader {

        private final Repeated list;
        private final Elements elements;
        private final Converter converter;

        ListReader(Repeated list, GroupType type, boolean isMap) {
            this.list = list;
            Type repeated = type.getType(0);
            boolean isElement = isMap || ListLevels.isElement(type);
            this.elements = new Elements(list.elements(), isElement ? repeated : ListLevels.element(type), isElement);
            this.converter = repeated.isPrimitive() ? new RepeatedScalar(elements) : elements;
        }

        @Override
        public Converter getConverter(int field) {
            return converter;
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

    /** The repeated level, which occurs once per element. It is the element itself in maps and some lists of old writers. */
    final class Elements extends GroupConverter {

        private final ColumnReader element;
        private final boolean isElement;
        private int first;
        private int next;

        Elements(FieldVector vector, Type type, boolean isElement) {
            this.element = of(vector, type);
            this.isElement = isElement;
        }

        @Override
        public Converter getConverter(int field) {
            return isElement ? element.converter().asGroupConverter().getConverter(field) : element.converter();
        }

        @Override
        public void start() {
            element.at(next);
            if (isElement) {
                element.converter().asGroupConverter().start();
            }
        }

        @Override
        public void end() {
            if (isElement) {
                element.converter().asGroupConverter().end();
            }
            next++;
        }
    }

    /** The repeated values of a list of old writers, which has no level for its elements. */
    final class RepeatedScalar extends PrimitiveConverter {

        private final Elements elements;
        private final PrimitiveConverter element;

        RepeatedScalar(Elements elements) {
            this.elements = elements;
            this.element = elements.element.converter().asPrimitiveConverter();
        }

        private void next() {
            elements.element.at(elements.next++);
        }

        @Override
        public void addInt(int value) {
            next();
            element.addInt(value);
        }

        @Override
        public void addLong(long value) {
            next();
            element.addLong(value);
        }

        @Override
        public void addBoolean(boolean value) {
            next();
            element.addBoolean(value);
        }

        @Override
        public void addFloat(float value) {
            next();
            element.addFloat(value);
        }

        @Override
        public void addDouble(double value) {
            next();
            element.addDouble(value);
        }

        @Override
        public void addBinary(Binary value) {
            next();
            element.addBinary(value);
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
