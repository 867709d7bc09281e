package io.aeroarrow.cli.internal.command;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.admin.SetIndex;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.cli.internal.where.ConditionParser;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import java.time.Duration;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a secondary index. */
@Command(
        name = "create",
        description = "Create a secondary index. Idempotent if an identical index exists.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  aeroarrow index create test.demo demo_age --bin age --type numeric --wait",
            "  aeroarrow index create test.demo demo_tags --bin tags --type string --of list",
            "  aeroarrow index create test.demo demo_city --on \"address['city']\" --type string",
            "  aeroarrow index create test.demo demo_visits --on 'size(visits)' --type numeric",
            "  aeroarrow index create test.demo demo_set --set-index"
        })
public final class IndexCreateCommand extends ClusterCommand {

    private static final long MAX_WAIT_SECONDS = 3_600;

    /** The types of indexed values, by the server's names. */
    enum Type {
        NUMERIC,
        STRING,
        BLOB,
        GEO;

        IndexType inModel() {
            return switch (this) {
                case NUMERIC -> IndexType.NUMERIC;
                case STRING -> IndexType.STRING;
                case BLOB -> IndexType.BLOB;
                case GEO -> IndexType.GEO2DSPHERE;
            };
        }
    }

    /** The indexed part of a bin. */
    enum Part {
        BIN,
        LIST,
        MAPKEYS,
        MAPVALUES;

        IndexCollection inModel() {
            return switch (this) {
                case BIN -> IndexCollection.DEFAULT;
                case LIST -> IndexCollection.LIST;
                case MAPKEYS -> IndexCollection.MAP_KEYS;
                case MAPVALUES -> IndexCollection.MAP_VALUES;
            };
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "NAMESPACE.SET",
            converter = SetArgument.Converter.class,
            description = SetArgument.WHOLE_NAMESPACE)
    SetArgument target = new SetArgument("", "");

    @Parameters(index = "1", paramLabel = "NAME", description = "the index name, unique in the namespace")
    String name = "";

    @ArgGroup(multiplicity = "1")
    Indexed indexed = new Indexed();

    /** What to index: exactly one of these. */
    static final class Indexed {
        @Option(names = "--bin", paramLabel = "NAME", description = "the bin to index")
        @Nullable
        String bin;

        @Option(
                names = "--on",
                paramLabel = "VALUE",
                description = "the value to index, written as in --where: address['city'], list[0], size(list)")
        @Nullable
        String on;

        @Option(
                names = "--expression",
                paramLabel = "BASE64",
                description = "the expression of another client whose value to index")
        @Nullable
        String expression;

        @Option(
                names = "--set-index",
                description = "index the records of the set, so that scans visit no other records (server 8.1.2)")
        boolean set;

        Operand value() {
            if (bin != null) {
                return Filter.bin(bin);
            } else if (on != null) {
                return ConditionParser.parseOperand(on);
            }
            return Filter.expressionValue(String.valueOf(expression));
        }
    }

    @Option(names = "--type", paramLabel = "TYPE", description = "the type of the values: numeric, string, blob or geo")
    @Nullable
    Type type;

    @Option(
            names = "--of",
            paramLabel = "PART",
            description = "the part of the bin to index: bin (default), list, mapkeys or mapvalues")
    Part part = Part.BIN;

    @Option(names = "--wait", description = "wait up to an hour until all nodes can query the index")
    boolean wait;

    public IndexCreateCommand(Shell shell) {
        super(shell);
    }

    private SecondaryIndex index() {
        if (type == null) {
            throw new UsageException("missing --type: numeric, string, blob or geo");
        }
        try {
            return SecondaryIndex.of(target.namespace(), target.set(), name, indexed.value(), type.inModel())
                    .withCollection(part.inModel());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    void check() {
        if (!indexed.set) {
            SecondaryIndex unused = index();
        } else if (type != null || part != Part.BIN || wait) {
            throw new UsageException("--set-index takes no --type, --of and --wait");
        }
    }

    @Override
    int run(AeroArrowView aero, BufferAllocator allocator) {
        if (indexed.set) {
            aero.client().createSetIndex(new SetIndex(target.namespace(), target.set(), name));
            return ExitCode.OK;
        }
        aero.client().createIndex(index());
        if (wait) {
            aero.client().awaitIndex(target.namespace(), name, Duration.ofSeconds(MAX_WAIT_SECONDS));
        }
        return ExitCode.OK;
    }
}
