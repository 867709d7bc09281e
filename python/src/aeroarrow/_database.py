"""A connection to a cluster."""

from __future__ import annotations

import datetime
import os
import weakref
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from . import _jvm
from ._admin import Index, Inference, SetCount, counts, indexes
from ._async import AsyncStream, in_thread
from ._calls import result_of
from ._errors import Closed, InvalidArgument, translated
from ._expr import Condition
from ._index import IndexEntries
from ._lookup import BatchReadResult, key_array, read
from ._scan import Scan, configure, pass_schema
from ._stream import close_quietly
from ._write import WriteResult, reader_of, run

_PREFIX = "AEROARROW_"
#: The names of the settings, as the command line has them.
_SETTINGS = (
    "user", "password", "password_file", "auth", "tls", "tls_ca", "tls_cert", "tls_key", "tls_key_password", "timeout", "total_timeout",
    "connect_timeout", "login_timeout", "max_retries", "cluster_name", "services_alternate", "address_map", "compress", "schema_set",
    "config",
)  # fmt: skip


def connect(hosts: Any = None, **settings: Any) -> Database:
    """Connects to a cluster.

    Args:
        hosts: Seed nodes: "localhost:3000", "db1:3000,db2:3000", "db1:tls-name:4333", a list of these, or the server that `embedded()`
            returns. Default: the environment variable AEROARROW_HOSTS, else the settings file of the command line, else 127.0.0.1:3000.
        settings: The settings of the command line, with underscores: user, password, password_file, auth ("internal", "external",
            "pki"), tls, tls_ca, tls_cert, tls_key, tls_key_password, timeout ("30s", or a number of seconds), total_timeout,
            connect_timeout, login_timeout, max_retries, cluster_name, services_alternate, address_map, compress, schema_set (the set that
            stores the schemas of sets; reads use them), config. Default: the environment variable of the setting, such as AEROARROW_USER,
            else the settings file.

    Raises:
        ConnectionFailed: No node answers.
        AccessRefused: The login failed.
    """
    unknown = sorted(set(settings) - set(_SETTINGS))
    if unknown:
        raise InvalidArgument(f"connect has no setting {unknown[0]}; it has {', '.join(_SETTINGS)}")
    java = _jvm.start_jvm()
    import jpype

    variables = {name: value for name, value in os.environ.items() if name.startswith(_PREFIX) or name == "XDG_CONFIG_HOME"}
    given = {name: value for name, value in settings.items() if value is not None}
    if hosts is not None:
        given["hosts"] = hosts
    for name, value in given.items():
        variables[_PREFIX + name.upper()] = _text(name, value)
    try:
        client = result_of(java.PythonClient.connect(jpype.JClass("java.util.HashMap")(variables)))
    except InvalidArgument as error:
        message = str(error)
        for name in given:
            message = message.replace(_PREFIX + name.upper(), name)
        raise InvalidArgument(message) from error.__cause__
    return Database(client, variables.get(_PREFIX + "HOSTS", "127.0.0.1:3000"))


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if hasattr(value, "total_seconds"):
        value = value.total_seconds()
    if name.endswith("timeout") and isinstance(value, (int, float)):
        return f"{round(value * 1000)}ms"
    if name == "hosts":
        return ",".join(map(_host, value)) if isinstance(value, (list, tuple)) else _host(value)
    return str(value)


def _host(value: Any) -> str:
    return str(getattr(value, "address", value))


class Database(_jvm.OfThisProcess):
    """A connection to a cluster. Any number of threads can share it. A context manager; `close` ends its reads."""

    def __init__(self, client: Any, hosts: str) -> None:
        self._client = client
        self._hosts = hosts
        self._end = weakref.finalize(self, close_quietly, client)
        _jvm.close_at_exit(self)

    def _java(self) -> Any:
        _jvm.require_same_process()
        if not self._end.alive:
            raise Closed(f"the connection to {self._hosts} is closed")
        return self._client

    def scan(
        self,
        namespace: str,
        set: str = "",
        *,
        columns: Sequence[str] | None = None,
        metadata: Sequence[str] = (),
        where: Condition | str | None = None,
        index: str | None = None,
        schema: pa.Schema | None = None,
        limit: int | None = None,
        partitions: Iterable[int] | None = None,
        on_mismatch: str | None = None,
        parallelism: int | None = None,
        batch_rows: int | None = None,
        batch_bytes: int | None = None,
        records_per_second: int | None = None,
        sample_records: int | None = None,
        progress: bool | None = None,
    ) -> Scan:
        """Returns a scan of a set. It sends no request until it is read.

        Args:
            namespace: The namespace.
            set: The set; by default all records of the namespace.
            columns: The columns: bins, and metadata columns such as "__key". Default: all bins of a sample.
            metadata: Metadata columns to read before all bins of a sample: "__key", "__digest", "__set", "__generation", "__expiry",
                "__ttl", "__partition", "__record_size", "__last_update", "__mismatch". Not together with columns or schema.
            where: Reads only records that meet a condition: "age >= 18 and name like 'A%'", or `aa.col("age") >= 18`.
            index: The secondary index that finds the records of `where`: "auto" (default) uses one that finds the same records as a scan
                and is faster, "off" uses none, a name uses that index. An index of integers finds no floats, so "auto" does not use it
                for a number: name it if the bin has integers only. `Scan.explain` tells which index is used.
            schema: The columns and their types. No sample is read.
            limit: The maximum number of records; the servers choose which.
            partitions: The partitions to read, from 0 to 4095, such as `range(0, 1024)`. Default: all.
            on_mismatch: What happens to a value that does not fit its column: "fail" (default) fails the read, "null" reads it as null.
            parallelism: The number of threads that read; each reads some of the partitions. Default: 1. A scan with a limit uses 1.
            batch_rows: The maximum number of rows of a batch. Default: 16,384.
            batch_bytes: The size in bytes at which a batch ends. Default: 32 MiB.
            records_per_second: The maximum number of records that each server reads per second. Default: no limit.
            sample_records: The number of records of the first sample. Default: 1,000.
            progress: Whether the `to_...` methods show a progress bar of tqdm. Default: in terminals and notebooks, if tqdm is installed
                and the read takes longer than a second.
        """
        with translated():
            java = self._java().scan(namespace, set)
        return self._configured(
            java, f"{namespace}.{set}" if set else namespace,
            columns=columns, metadata=metadata, where=where, index=index, schema=schema, limit=limit, partitions=partitions, on_mismatch=on_mismatch,
            parallelism=parallelism, batch_rows=batch_rows, batch_bytes=batch_bytes, records_per_second=records_per_second,
            sample_records=sample_records, progress=progress,
        )  # fmt: skip

    def _configured(self, java: Any, target: str, *, progress: bool | None, **settings: Any) -> Scan:
        configure(java, **settings)
        return Scan(self, target, java, progress)

    def query(
        self,
        namespace: str,
        set: str,
        entries: IndexEntries,
        *,
        columns: Sequence[str] | None = None,
        metadata: Sequence[str] = (),
        where: Condition | str | None = None,
        schema: pa.Schema | None = None,
        limit: int | None = None,
        partitions: Iterable[int] | None = None,
        on_mismatch: str | None = None,
        parallelism: int | None = None,
        batch_rows: int | None = None,
        batch_bytes: int | None = None,
        records_per_second: int | None = None,
        sample_records: int | None = None,
        progress: bool | None = None,
    ) -> Scan:
        """Returns a query through a secondary index: `db.query("test", "users", aa.index("age").between(18, 30))`.

        Args:
            namespace: The namespace.
            set: The set.
            entries: The index and the values to find.

        The other arguments are the same as those of `scan`.
        """
        package = _jvm.start_jvm()
        with translated():
            java = self._java().query(namespace, set, entries._java(package))
        return self._configured(
            java, f"{namespace}.{set} through an index",
            columns=columns, metadata=metadata, where=where, schema=schema, limit=limit, partitions=partitions, on_mismatch=on_mismatch,
            parallelism=parallelism, batch_rows=batch_rows, batch_bytes=batch_bytes, records_per_second=records_per_second,
            sample_records=sample_records, progress=progress,
        )  # fmt: skip

    def batch_read(
        self,
        namespace: str,
        set: str,
        keys: Any,
        *,
        columns: Sequence[str] | None = None,
        schema: pa.Schema | None = None,
        where: Condition | str | None = None,
        on_mismatch: str | None = None,
        only_found: bool = False,
        keys_per_request: int | None = None,
    ) -> BatchReadResult:
        """Reads the records of keys: one row per key, in the order of the keys.

        Args:
            namespace: The namespace.
            set: The set.
            keys: Integers, strings or bytes: a list, or an array of NumPy, pyarrow, pandas or Polars. A pyarrow array of fixed-size
                binary of 20 bytes holds digests.
            columns: The columns: bins, and metadata columns. Default: `__key` and all bins of a sample. The column `__result_code` is
                added at the end.
            schema: The columns and their types. No sample is read.
            where: Reads only records that meet a condition, as in `scan`. The rows of other records have the result code 27.
            on_mismatch: What happens to a value that does not fit its column: "fail" (default) fails the read, "null" reads it as null.
            only_found: Leaves out the rows of keys without a record or excluded by `where`, and does not add `__result_code`.
            keys_per_request: The maximum number of keys of a request. Default: 500.
        """
        if schema is not None and columns is not None:
            raise InvalidArgument("schema names the columns. Remove columns.")
        with translated():
            java = self._java().lookup(namespace, set)
        return read(
            java, keys, columns=columns, schema=schema, where=where, on_mismatch=on_mismatch, only_found=only_found,
            keys_per_request=keys_per_request,
        )  # fmt: skip

    def write(
        self,
        namespace: str,
        set: str,
        data: Any,
        *,
        key: str = "__key",
        key_as_bin: bool = True,
        send_key: bool | None = None,
        ttl: int | datetime.timedelta | str | None = None,
        generation: str | None = None,
        generation_check: str = "equal",
        nulls: str | None = None,
        exists: str | None = None,
        batch_rows: int | None = None,
        rows_per_second: int | None = None,
        keep_results: bool = False,
        raise_on_failure: bool = True,
    ) -> WriteResult:
        """Writes rows as records, one column as one bin.

        Args:
            namespace: The namespace.
            set: The set.
            data: A table, record batches, a reader, a data frame of pandas or Polars, a list of dicts, a dict of columns, or any
                object with `__arrow_c_stream__`.
            key: The column of the keys: integers, strings or bytes.
            key_as_bin: Whether the key is also written as a bin. The column "__key" is never a bin.
            send_key: Whether the servers store the key. Default: True.
            ttl: The time to live: seconds, a timedelta, or the name of a column of seconds. 0: the namespace's default (default);
                -1: the records never expire; -2: the expiry is unchanged.
            generation: The column of expected generations. A row is written only if its record passes `generation_check`.
            generation_check: "equal": the record has the expected generation. "greater": the expected generation is greater than that
                of the record.
            nulls: What a null does: "delete" deletes the bin (default), "skip" leaves it unchanged, "fail" fails the row.
            exists: "update" (default), "create_only", "update_only", "replace" or "replace_only".
            batch_rows: The number of rows of a batch. Default: 1,000.
            rows_per_second: The maximum number of rows written per second. Default: no limit.
            keep_results: Whether `WriteResult.outcomes` returns the outcome of every row.
            raise_on_failure: Whether a failed row raises WriteError after all rows are done. If False, see `WriteResult.failures`.

        Raises:
            WriteError: Rows failed; the attribute `result` describes them.
        """
        with translated():
            java = self._java().write(namespace, set)
            java.key(key, key_as_bin)
            if send_key is not None:
                java.sendKey(send_key)
            if isinstance(ttl, str):
                java.timeToLiveColumn(ttl)
            elif ttl is not None:
                java.timeToLive(round(ttl.total_seconds()) if isinstance(ttl, datetime.timedelta) else int(ttl))
            if generation is not None:
                java.generation(generation, generation_check)
            if nulls is not None:
                java.nulls(nulls)
            if exists is not None:
                java.exists(exists)
            if batch_rows is not None:
                java.batchRows(int(batch_rows))
            if rows_per_second is not None:
                java.rowsPerSecond(int(rows_per_second))
            if keep_results:
                java.keepResults()
        rows = reader_of(data)
        if key == "__key" and key not in rows.schema.names:
            columns = rows.schema.names
            raise InvalidArgument(f"the data has no column '__key'. Name the column of the keys, as in key='id'; the columns are {columns}")
        result = run(java, rows)
        return result.or_raise() if raise_on_failure else result

    def delete(
        self,
        namespace: str,
        set: str,
        keys: Any,
        *,
        durable: bool = False,
        keep_results: bool = False,
        raise_on_failure: bool = True,
    ) -> WriteResult:
        """Deletes the records of keys. A missing record counts as deleted.

        Args:
            namespace: The namespace.
            set: The set.
            keys: The keys, as in `batch_read`.
            durable: Whether deletes leave tombstones, so that records do not reappear after a restart (Enterprise Edition).
            keep_results: Whether `WriteResult.outcomes` returns the outcome of every key.
            raise_on_failure: Whether a failure raises WriteError after all keys are done.
        """
        with translated():
            java = self._java().write(namespace, set)
            java.key("key", False)
            java.deletes()
            if durable:
                java.durableDelete(True)
            if keep_results:
                java.keepResults()
        result = run(java, pa.table({"key": key_array(keys)}))
        return result.or_raise() if raise_on_failure else result

    async def scan_async(self, namespace: str, set: str = "", **settings: Any) -> AsyncStream:
        """Starts a scan, and returns its batches for `async for`. The arguments are those of `scan`."""
        return await AsyncStream._open(self.scan(namespace, set, **settings))

    async def query_async(self, namespace: str, set: str, entries: IndexEntries, **settings: Any) -> AsyncStream:
        """Starts a query through an index, and returns its batches for `async for`. The arguments are those of `query`."""
        return await AsyncStream._open(self.query(namespace, set, entries, **settings))

    async def batch_read_async(self, namespace: str, set: str, keys: Any, **settings: Any) -> BatchReadResult:
        """Reads the records of keys like `batch_read`, without blocking the event loop. A cancelled task ends the read."""
        return await in_thread(lambda: self.batch_read(namespace, set, keys, **settings))

    async def write_async(self, namespace: str, set: str, data: Any, **settings: Any) -> WriteResult:
        """Writes rows like `write`, without blocking the event loop.

        A cancelled task ends the write. The rows that were sent before are written, or may have been written.
        """
        return await in_thread(lambda: self.write(namespace, set, data, **settings))

    def truncate(self, namespace: str, set: str = "") -> None:
        """Deletes all records of a set, or of a namespace."""
        self._admin("truncate", namespace, set)

    def infer(self, namespace: str, set: str = "", *, sample_records: int = 0) -> Inference:
        """Reads a sample, and infers the columns of a set.

        Args:
            namespace: The namespace.
            set: The set; by default all records of the namespace.
            sample_records: The number of records of the first sample. Default: 1,000.
        """
        with translated():
            return Inference(result_of(self._java().infer(namespace, set, int(sample_records))))

    def store_schema(
        self, namespace: str, set: str, schema: pa.Schema, *, key_column: str | None = None, replace: bool = False
    ) -> None:
        """Stores the columns of a set and their types in the set that `connect(schema_set=...)` names.

        All reads of a connection with this `schema_set` then use them, in each language. The metadata of fields is stored, too: the bin's name
        (`aerospike.bin`) and the storage of decimals with a fraction (`aerospike.decimal`).

        Args:
            namespace: The namespace.
            set: The set. Its records are unchanged.
            schema: The columns and their types.
            key_column: The column of the user keys.
            replace: Whether a stored schema is replaced. If False, a stored schema raises InvalidArgument.
        """
        with translated():
            java = self._java().schemas(namespace, set)
            pass_schema(java, schema)
            if key_column is not None:
                java.keyColumn(key_column)
            result_of(java.store(replace))

    def remove_schema(self, namespace: str, set: str) -> bool:
        """Removes the stored schema of a set, and returns whether there was one. The records are unchanged."""
        with translated():
            return bool(result_of(self._java().schemas(namespace, set).remove()))

    def namespaces(self) -> list[SetCount]:
        """Returns the namespaces with their counts."""
        return counts(self._admin("namespaces"))

    def sets(self, namespace: str) -> list[SetCount]:
        """Returns the sets of a namespace with their counts."""
        return counts(self._admin("sets", namespace))

    def indexes(self, namespace: str) -> list[Index]:
        """Returns the secondary indexes of a namespace."""
        return indexes(self._admin("indexes", namespace))

    def create_index(
        self,
        namespace: str,
        set: str,
        name: str,
        bin: str | None,
        type: str,
        *,
        collection: str = "default",
        on: str | None = None,
        wait: int = 60,
    ) -> None:
        """Creates a secondary index, and waits until queries can use it. Idempotent if an identical index exists.

        Args:
            namespace: The namespace.
            set: The set.
            name: The name of the index.
            bin: The bin; `None` with `on`.
            type: "numeric", "string", "blob" or "geo2dsphere".
            collection: What is indexed: the bin itself ("default"), the elements of a list ("list"), or the keys or values of a map
                ("map_keys", "map_values").
            on: A value in a list or map, in place of the bin: `"address['city']"`, `"scores[0]"` or `"size(scores)"`.
            wait: The maximum number of seconds to wait; 0 to return at once.
        """
        if (bin is None) == (on is None):
            raise InvalidArgument("create_index needs a bin, or None and on")
        path = on is not None
        self._admin("createIndex", namespace, set, name, on if path else bin, path, type, collection, int(wait))

    def drop_index(self, namespace: str, name: str) -> None:
        """Drops a secondary index."""
        self._admin("dropIndex", namespace, name)

    def info(self, *names: str) -> dict[str, str]:
        """Sends info commands to one node, and returns its answers by name: `db.info("build", "edition")`."""
        return {str(name): str(answer) for name, answer in self._admin("info", list(names))}

    def _admin(self, method: str, *arguments: Any) -> Any:
        with translated():
            return result_of(getattr(self._java().admin(), method)(*arguments))

    def close(self) -> None:
        """Closes the connection. Reads in progress fail; tables and batches stay valid."""
        self._end()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<aeroarrow.Database {self._hosts}{'' if self._end.alive else ', closed'}>"
