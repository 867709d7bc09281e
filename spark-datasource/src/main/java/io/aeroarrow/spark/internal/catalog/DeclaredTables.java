package io.aeroarrow.spark.internal.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.types.StructType;

/** The tables that {@code CREATE TABLE} has declared in this session. A set without records has no columns of its own. */
public final class DeclaredTables {

    /**
     * The columns and options of a declared table.
     *
     * @param stored whether the columns are stored beside the data, where other sessions may change them
     */
    public record Declaration(StructType columns, Map<String, String> options, boolean stored) {}

    private record Name(List<String> namespace, String name) {
        static Name of(Identifier table) {
            return new Name(List.of(table.namespace()), table.name());
        }
    }

    private final Map<Name, Declaration> declarations = new ConcurrentHashMap<>();

    public Optional<Declaration> find(Identifier table) {
        return Optional.ofNullable(declarations.get(Name.of(table)));
    }

    public void declare(Identifier table, Declaration declaration) {
        declarations.put(Name.of(table), declaration);
    }

    /** Removes a table. Returns whether it was declared. */
    public boolean forget(Identifier table) {
        return declarations.remove(Name.of(table)) != null;
    }

    /** Returns the names of a namespace's tables that are declared in this session only. */
    public List<String> names(String namespace) {
        return declarations.entrySet().stream()
                .filter(table -> !table.getValue().stored())
                .map(table -> table.getKey())
                .filter(name -> name.namespace().equals(List.of(namespace)))
                .map(Name::name)
                .toList();
    }
}
