package io.aeroarrow.spark.internal.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.spark.sql.connector.catalog.TableChange.After;
import org.apache.spark.sql.connector.catalog.TableChange.ColumnPosition;
import org.apache.spark.sql.connector.catalog.TableChange.First;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a schema, which are changed by their paths as Spark names them: {@code element} is the element of an array,
 * {@code key} and {@code value} those of a map. Each change returns new top-level fields.
 */
final class FieldTree {

    private final String table;
    private final List<Field> fields;

    FieldTree(String table, List<Field> fields) {
        this.table = table;
        this.fields = fields;
    }

    /** Adds a field behind the others, or at a position. */
    List<Field> add(String[] path, Field added, @Nullable ColumnPosition position) {
        return siblings(path, siblings -> {
            if (index(siblings, added.getName()) >= 0) {
                throw exists(path);
            }
            List<Field> changed = new ArrayList<>(siblings);
            changed.add(position(siblings, path, position), added);
            return changed;
        });
    }

    /** Removes a field. */
    List<Field> remove(String[] path, boolean onlyIfExists) {
        return siblings(path, siblings -> {
            List<Field> changed = new ArrayList<>(siblings);
            int index = index(siblings, last(path));
            if (index >= 0) {
                changed.remove(index);
            } else if (!onlyIfExists) {
                throw missing(path);
            }
            if (changed.isEmpty() && path.length > 1) {
                throw new IllegalArgumentException("field '" + String.join(".", path) + "' of '" + table
                        + "' cannot be dropped: it is the only field of its struct");
            }
            return changed;
        });
    }

    /** Replaces a field by a changed one. */
    List<Field> replace(String[] path, UnaryOperator<Field> change) {
        return siblings(path, siblings -> {
            List<Field> changed = new ArrayList<>(siblings);
            changed.set(existing(siblings, path), change.apply(siblings.get(existing(siblings, path))));
            return changed;
        });
    }

    /** Moves a field to another position among its siblings. */
    List<Field> move(String[] path, ColumnPosition position) {
        return siblings(path, siblings -> {
            List<Field> others = new ArrayList<>(siblings);
            Field moved = others.remove(existing(siblings, path));
            others.add(position(others, path, position), moved);
            return others;
        });
    }

    /** Fails if there is a top-level field of this name. */
    void requireAbsent(String name) {
        if (index(fields, name) >= 0) {
            throw exists(new String[] {name});
        }
    }

    private List<Field> siblings(String[] path, UnaryOperator<List<Field>> change) {
        return siblings(fields, path, 0, change);
    }

    private List<Field> siblings(List<Field> level, String[] path, int depth, UnaryOperator<List<Field>> change) {
        if (depth == path.length - 1) {
            return change.apply(level);
        }
        int index = index(level, path[depth]);
        if (index < 0) {
            throw missing(path);
        }
        Field parent = level.get(index);
        List<Field> children = parent.getChildren();
        List<Field> changed;
        if (parent.getType() instanceof ArrowType.Map) {
            Field pair = children.get(0);
            changed = List.of(with(pair, siblings(pair.getChildren(), path, depth + 1, change)));
        } else {
            changed = siblings(children, path, depth + 1, change);
        }
        List<Field> all = new ArrayList<>(level);
        all.set(index, with(parent, changed));
        return all;
    }

    private static Field with(Field parent, List<Field> children) {
        return new Field(parent.getName(), parent.getFieldType(), children);
    }

    private int position(List<Field> siblings, String[] path, @Nullable ColumnPosition position) {
        if (position instanceof First) {
            return 0;
        } else if (position instanceof After after) {
            String[] other = path.clone();
            other[other.length - 1] = after.column();
            return existing(siblings, other) + 1;
        }
        return siblings.size();
    }

    private int existing(List<Field> siblings, String[] path) {
        int index = index(siblings, last(path));
        if (index < 0) {
            throw missing(path);
        }
        return index;
    }

    private static int index(List<Field> siblings, String name) {
        return siblings.stream().map(Field::getName).toList().indexOf(name);
    }

    private static String last(String[] path) {
        return path[path.length - 1];
    }

    private IllegalArgumentException exists(String[] path) {
        return new IllegalArgumentException("'" + table + "' already has a column '" + String.join(".", path) + "'");
    }

    private IllegalArgumentException missing(String[] path) {
        return new IllegalArgumentException("'" + table + "' has no column '" + String.join(".", path)
                + "'; another session may have changed the table. Its columns are "
                + fields.stream().map(Field::getName).toList());
    }
}
