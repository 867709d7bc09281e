package io.aeroarrow.spark.internal.options;

import java.util.List;

/** How records are written and deleted. */
public enum WriteOption implements SourceOption {
    WRITE_SET("writeSet", List.of(), "", "The set to write; without it, `set`."),
    KEY_COLUMN(
            "keyColumn",
            List.of("aerospike.updateByKey"),
            "",
            "The column of the user keys: integers, strings or binary. Without it, `__key`, if the rows"
                    + " have that."),
    KEY_AS_BIN(
            "keyAsBin",
            List.of(),
            "true",
            "Whether the column of the keys is a bin as well, so that reading gives it back. `__key`" + " never is."),
    DIGEST_COLUMN(
            "digestColumn",
            List.of("aerospike.updateByDigest"),
            "",
            "Instead: the column of digests, 20 bytes each, for records that are there already. Without"
                    + " it, `__digest`, if the rows have that and no key."),
    COLUMN_BINS(
            "columnBins",
            List.of(),
            "",
            "The bins of columns whose bin has another name: comma-separated `column=bin`. Names of"
                    + " bins have at most 15 bytes."),
    EXISTS_ACTION(
            "existsAction",
            List.of("aerospike.write.mode"),
            "UPDATE",
            "What a row does: `UPDATE` creates the record or sets its bins, `REPLACE` creates it or"
                    + " replaces all its bins; `UPDATE_ONLY` and `REPLACE_ONLY` fail if there is none,"
                    + " `CREATE_ONLY` if there is one."),
    ON_CONFLICT(
            "onConflict",
            List.of(),
            "FAIL",
            "What becomes of rows that `existsAction` or the check of the generation refuses: `FAIL`,"
                    + " or `SKIP`, which counts them. For `UPDATE` and `MERGE` also `OVERWRITE`: what they change"
                    + " is written all the same."),
    OVERWRITE(
            "overwrite",
            List.of(),
            "",
            "What `.mode(\"overwrite\")` does: `REPLACE` replaces the records of the rows and leaves"
                    + " all others, as Aerospike's own connector does; `TRUNCATE` empties the set first. Without"
                    + " it, `REPLACE` for `.format(\"aerospike\")`, and `TRUNCATE` for tables of a catalog."
                    + " Neither is atomic."),
    NULLS(
            "nulls",
            List.of(),
            "SKIP",
            "What a null makes of its bin: `SKIP` leaves the bin as it is, `DELETE` deletes it, `FAIL`"
                    + " fails the row."),
    TTL(
            "ttl",
            List.of(),
            "0",
            "How many seconds the records live; 0 for the namespace's default, -1 for ever, -2 to leave"
                    + " it as it is."),
    TTL_COLUMN(
            "ttlColumn",
            List.of(),
            "__ttl",
            "The column of the same for each row, if the rows have it; where it is null, `ttl` counts."),
    EXPIRY_COLUMN(
            "expiryColumn",
            List.of(),
            "__expiry",
            "The column of timestamps at which the records expire, if the rows have it and no"
                    + " `ttlColumn`; where it is null, `ttl` counts. What has passed expires in a second."),
    GENERATION_POLICY(
            "generationPolicy",
            List.of(),
            "NONE",
            "Whether a row is written only if its record has not changed: `EQUAL` (or"
                    + " `EXPECT_GEN_EQUAL`) if it has the generation of `generationColumn`, `GREATER` (or"
                    + " `EXPECT_GEN_GT`) if it has a lower one; 0 stands for no record. `NONE` does not look."),
    GENERATION_COLUMN("generationColumn", List.of(), "__generation", "The column of the generations."),
    SEND_KEY(
            "sendKey",
            List.of(),
            "true",
            "Whether the keys are stored with the records; if not, reading gives no `__key`."),
    COMMIT_LEVEL(
            "commitLevel",
            List.of(),
            "ALL",
            "When a write is done: `ALL` (or `COMMIT_ALL`) once all replicas have it, `MASTER` (or"
                    + " `COMMIT_MASTER`) once the master has."),
    ORDERED_MAPS(
            "orderedMaps",
            List.of(),
            "false",
            "Whether maps and structs become maps that the server keeps in the order of their keys."),
    ON_FAILURE(
            "onFailure",
            List.of(),
            "FAIL_FAST",
            "What a row that fails does: `FAIL_FAST` fails its task, `COLLECT` writes all others first"
                    + " and then fails the job, naming those that failed."),
    DESCRIBED_FAILURES("describedFailures", List.of(), "20", "How many rows that failed are named."),
    WRITE_BATCH_ROWS(
            "writeBatchRows",
            List.of(),
            "1000",
            "How many rows a task sends together; each node gets those that it is master of."),
    WRITE_BATCH_BYTES(
            "writeBatchBytes", List.of(), "4194304", "Sends fewer rows together when they take so many bytes."),
    WRITE_BATCHES_IN_FLIGHT(
            "writeBatchesInFlight",
            List.of(),
            "4",
            "How many such batches of a task are under way at the same time; they bound its memory."),
    ROWS_PER_SECOND(
            "writeRowsPerSecond",
            List.of("aerospike.transaction.rate"),
            "0",
            "The most rows that a task sends in a second; 0 for no limit."),
    WRITE_TIMEOUT(
            "writeTimeout",
            List.of(),
            "30000",
            "The longest that a batch may take, in milliseconds, retries included."),
    WRITE_RETRIES(
            "writeRetries",
            List.of(),
            "3",
            "How often rows without an answer are sent again, where that makes no difference: never"
                    + " with `CREATE_ONLY` or a check of the generation."),
    DISTRIBUTION(
            "distribution",
            List.of(),
            "NONE",
            "How Spark spreads the rows over its tasks: `NONE` leaves them where they are; `KEY` brings"
                    + " those of the same key to one task, `PARTITION` those of the same partition of the cluster."),
    DELETE_MODE(
            "deleteMode",
            List.of(),
            "BATCH",
            "How `DELETE FROM` with a filter that the server can decide deletes: `BATCH` by batches of"
                    + " keys, each if nobody has changed it; `BACKGROUND` inside the server, which looks at"
                    + " 10,000 records a second and node."),
    DURABLE_DELETE(
            "durableDelete",
            List.of(),
            "false",
            "Whether deletes leave tombstones, so that records do not come back after a restart; the"
                    + " Enterprise Edition can.");

    @SuppressWarnings("ImmutableEnumChecker") // its list is made by List.of
    private final Definition definition;

    WriteOption(String key, List<String> aliases, String usual, String meaning) {
        definition = new Definition(key, aliases, usual, meaning);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
