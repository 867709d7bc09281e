package io.aeroarrow.cli.command;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.cli.process.ExitCode;
import io.aeroarrow.cli.process.Shell;
import io.aeroarrow.cli.process.UsageException;
import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.SecondaryIndex;
import java.time.Duration;
import org.apache.arrow.memory.BufferAllocator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a secondary index. */
@Command(
        name = "create",
        description = "Create a secondary index. That the same index is there already is no error.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  aeroarrow index create test.demo demo_age --bin age --type numeric --wait",
            "  aeroarrow index create test.demo demo_tags --bin tags --type string --of list"
        })
public final class IndexCreateCommand extends ClusterCommand {

    private static final long MOST_WAIT_SECONDS = 3_600;

    /** What servers call the types. */
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

    /** What of a bin is in the index. */
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
            converter = Target.Converter.class,
            description = "such as test.demo; a namespace alone means all of it")
    Target target = new Target("", "");

    @Parameters(index = "1", paramLabel = "NAME", description = "of the index, unique in the namespace")
    String name = "";

    @Option(names = "--bin", required = true, paramLabel = "NAME", description = "the bin")
    String bin = "";

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "of the values: numeric, string, blob or geo")
    Type type = Type.NUMERIC;

    @Option(
            names = "--of",
            paramLabel = "PART",
            description = "what of the bin: bin (default), list, mapkeys or mapvalues")
    Part part = Part.BIN;

    @Option(names = "--wait", description = "until the index can be queried on all nodes")
    boolean wait;

    public IndexCreateCommand(Shell shell) {
        super(shell);
    }

    private SecondaryIndex index() {
        try {
            return new SecondaryIndex(target.namespace(), target.set(), name, bin, type.inModel(), part.inModel());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    void check() {
        SecondaryIndex unused = index();
    }

    @Override
    int run(AeroArrow aero, BufferAllocator allocator) {
        aero.client().createIndex(index());
        if (wait) {
            aero.client().awaitIndex(target.namespace(), name, Duration.ofSeconds(MOST_WAIT_SECONDS));
        }
        return ExitCode.OK;
    }
}
