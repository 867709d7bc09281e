package io.aeroarrow.spark.internal.options;

import java.util.List;

/** Options for writing and deleting records. */
public enum WriteOption implements SourceOption {
    WRITE_SET("writeSet", List.of(), "", "The set to write, if it differs from `set`. `__default`: no set."),
    KEY_COLUMN(
            "keyColumn",
            List.of("aerospike.updateByKey"),
            "",
            "The column of user keys: integers, strings or binary. Empty: `__key`, if the rows have that column. In"
                    + " reads, conditions on this column become lookups by key, unless `keyAsBin` is `false`."),
    KEY_AS_BIN(
            "keyAsBin",
            List.of(),
            "true",
            "Whether the key column is also written as a bin, so that reading returns it. `__key` is never a bin."),
    DIGEST_COLUMN(
            "digestColumn",
            List.of("aerospike.updateByDigest"),
            "",
            "The column of digests (binary of 20 bytes), in place of `keyColumn`, for existing records. Empty:"
                    + " `__digest`, if the rows have that column and no key column."),
    COLUMN_BINS(
            "columnBins",
            List.of(),
            "",
            "The bins of columns with another name than their bin: comma-separated `column=bin`. A bin name has at most"
                    + " 15 bytes."),
    EXISTS_ACTION(
            "existsAction",
            List.of("aerospike.write.mode"),
            "UPDATE",
            "What a row does: `UPDATE` creates the record or sets its bins; `REPLACE` creates the record or replaces"
                    + " all its bins; `UPDATE_ONLY` and `REPLACE_ONLY` fail if the record does not exist; `CREATE_ONLY`"
                    + " fails if it exists."),
    ON_CONFLICT(
            "onConflict",
            List.of(),
            "FAIL",
            "What happens to rows that `existsAction` or the generation check refuses: `FAIL` fails them, `SKIP` omits"
                    + " and counts them. `UPDATE` and `MERGE` also accept `OVERWRITE`, which writes the changed bins"
                    + " without a check."),
    OVERWRITE(
            "overwrite",
            List.of(),
            "",
            "What `.mode(\"overwrite\")` does: `REPLACE` replaces the records of the rows and keeps all others, like"
                    + " Aerospike's own connector; `TRUNCATE` empties the set first. Default: `REPLACE` for"
                    + " `.format(\"aerospike\")`, `TRUNCATE` for tables of a catalog. Neither is atomic."),
    NULLS(
            "nulls",
            List.of(),
            "DELETE",
            "What a null does to its bin: `DELETE` deletes the bin, `SKIP` keeps it unchanged, `FAIL` fails the row."),
    TTL(
            "ttl",
            List.of(),
            "0",
            "The records' time to live, in seconds. 0: the namespace's default; -1: never expire; -2: keep the record's"
                    + " expiry."),
    TTL_COLUMN(
            "ttlColumn",
            List.of(),
            "__ttl",
            "The column with each row's time to live, if the rows have it. A null means `ttl`."),
    EXPIRY_COLUMN(
            "expiryColumn",
            List.of(),
            "__expiry",
            "The column of timestamps at which the records expire, if the rows have it and no `ttlColumn`. A null means"
                    + " `ttl`. With a time in the past, the record expires after one second."),
    GENERATION_POLICY(
            "generationPolicy",
            List.of(),
            "NONE",
            "The generation check: `EQUAL` (or `EXPECT_GEN_EQUAL`) writes a row only if its record has the generation"
                    + " in `generationColumn`; `GREATER` (or `EXPECT_GEN_GT`) only if the record's generation is lower."
                    + " Generation 0 means no record. `NONE`: no check."),
    GENERATION_COLUMN("generationColumn", List.of(), "__generation", "The column of generations."),
    SEND_KEY(
            "sendKey",
            List.of(),
            "true",
            "Whether user keys are stored with the records. `false`: reading returns no `__key`."),
    COMMIT_LEVEL(
            "commitLevel",
            List.of(),
            "ALL",
            "When the server confirms a write: `ALL` (or `COMMIT_ALL`) after all replicas have it, `MASTER` (or"
                    + " `COMMIT_MASTER`) after the master has it."),
    ORDERED_MAPS("orderedMaps", List.of(), "false", "Whether maps and structs are written as key-ordered maps."),
    ON_FAILURE(
            "onFailure",
            List.of(),
            "FAIL_FAST",
            "What a failed row does: `FAIL_FAST` ends its task, and fails the job; `COLLECT` writes all other rows"
                    + " first, then fails the job and lists the failed rows."),
    DESCRIBED_FAILURES("describedFailures", List.of(), "20", "The maximum number of failed rows that an error lists."),
    WRITE_BATCH_ROWS(
            "writeBatchRows", List.of(), "1000", "The number of rows a task sends in one batch, split by master node."),
    WRITE_BATCH_BYTES(
            "writeBatchBytes", List.of(), "4194304", "The size, in bytes, at which a batch is sent with fewer rows."),
    WRITE_BATCHES_IN_FLIGHT(
            "writeBatchesInFlight",
            List.of(),
            "4",
            "The maximum number of batches in flight per task. Limits the task's memory."),
    ROWS_PER_SECOND(
            "writeRowsPerSecond",
            List.of("aerospike.transaction.rate"),
            "0",
            "The maximum number of rows a task sends per second. 0: no limit."),
    WRITE_TIMEOUT("writeTimeout", List.of(), "30000", "The timeout of a batch, in milliseconds, including retries."),
    WRITE_RETRIES(
            "writeRetries",
            List.of(),
            "10",
            "The maximum number of retries of rows without an answer. 10 retries take about 3 seconds, in which a"
                    + " cluster can replace a lost node. Only idempotent writes are retried: not with `CREATE_ONLY` or"
                    + " a generation check."),
    DISTRIBUTION(
            "distribution",
            List.of(),
            "NONE",
            "How Spark distributes rows to tasks: `NONE` does not shuffle; `KEY` sends rows of one key to one task;"
                    + " `PARTITION` sends rows of one Aerospike partition to one task."),
    DELETE_MODE(
            "deleteMode",
            List.of(),
            "BATCH",
            "How `DELETE FROM` deletes when its condition is pushed down: `BATCH` in batches of digests, and only"
                    + " records that are unchanged since they were found; `BACKGROUND` inside the servers, at 10,000"
                    + " records per second and node."),
    DURABLE_DELETE(
            "durableDelete",
            List.of(),
            "false",
            "Whether deletes leave tombstones, so that records do not reappear after a restart. Needs the Enterprise"
                    + " Edition.");

    @SuppressWarnings("ImmutableEnumChecker") // the list comes from List.of
    private final Definition definition;

    WriteOption(String key, List<String> aliases, String defaultValue, String description) {
        definition = new Definition(key, aliases, defaultValue, description);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
