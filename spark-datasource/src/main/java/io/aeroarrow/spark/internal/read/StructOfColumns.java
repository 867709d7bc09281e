package io.aeroarrow.spark.internal.read;

import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/** A struct column over columns of a batch, without a copy. The reader still owns the columns. */
final class StructOfColumns extends ColumnVector {

    private final ColumnVector[] columns;

    StructOfColumns(StructType type, ColumnVector[] columns) {
        super(type);
        this.columns = columns;
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        return columns[ordinal];
    }

    @Override
    public boolean hasNull() {
        return false;
    }

    @Override
    public int numNulls() {
        return 0;
    }

    @Override
    public boolean isNullAt(int row) {
        return false;
    }

    @Override
    public void close() {
        // The reader closes the columns.
    }

    @Override
    public void closeIfFreeable() {
        // The reader closes the columns.
    }

    private static UnsupportedOperationException isStruct() {
        return new UnsupportedOperationException("a struct has fields, not a value");
    }

    @Override
    public boolean getBoolean(int row) {
        throw isStruct();
    }

    @Override
    public byte getByte(int row) {
        throw isStruct();
    }

    @Override
    public short getShort(int row) {
        throw isStruct();
    }

    @Override
    public int getInt(int row) {
        throw isStruct();
    }

    @Override
    public long getLong(int row) {
        throw isStruct();
    }

    @Override
    public float getFloat(int row) {
        throw isStruct();
    }

    @Override
    public double getDouble(int row) {
        throw isStruct();
    }

    @Override
    public ColumnarArray getArray(int row) {
        throw isStruct();
    }

    @Override
    public ColumnarMap getMap(int row) {
        throw isStruct();
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
        throw isStruct();
    }

    @Override
    public UTF8String getUTF8String(int row) {
        throw isStruct();
    }

    @Override
    public byte[] getBinary(int row) {
        throw isStruct();
    }
}
