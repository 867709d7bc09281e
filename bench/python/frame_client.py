#!/usr/bin/env python3
"""Reads a set of the benchmarks into frames with one Python client: answers requests, one line of JSON each, until the end of input.

Usage: frame_client.py aeroarrow|official|aerospike-py HOST PORT NAMESPACE SET

{"do": "scan", "to": "pyarrow", "check": false}
{"do": "lookup", "to": "numpy", "keys": 500, "calls": 40, "first": 1000000, "records": 1000000, "check": false}

A scan reads the whole set. A lookup reads random keys from `first` (inclusive) to `first + records`, in calls that run one after the
other. With "check", the answer has a checksum of the values instead of figures.
"""

import gc
import json
import random
import resource
import sys
import time
import zlib
from importlib.metadata import version

import numpy
import pandas
import polars
import pyarrow as pa

TIMEOUT_SECONDS = 120
PLACE = pa.struct([("city", pa.string()), ("rank", pa.int64()), ("ratio", pa.float64())])
SCHEMA = pa.schema([
    ("id", pa.int64()), ("name", pa.string()), ("score", pa.float64()), ("flag", pa.bool_()), ("tags", pa.list_(pa.string())),
    ("place", PLACE), ("hash", pa.binary()),
])  # fmt: skip
# The lookups read what NumPy's structured arrays can hold.
FEW = pa.schema([SCHEMA.field(name) for name in ("id", "score", "name")])
DTYPE = numpy.dtype([("id", "i8"), ("score", "f8"), ("name", "S24")])
ONE_IN = 97


class AeroArrow:
    packages = ("jpype1",)
    scans = ("pyarrow", "pyarrow with batches not kept", "pandas", "pandas with Arrow types", "Polars")
    lookups = ("Arrow", "numpy")

    def __init__(self, host, port, namespace, name):
        import aeroarrow

        self.db = aeroarrow.connect(f"{host}:{port}", timeout=TIMEOUT_SECONDS, connect_timeout=TIMEOUT_SECONDS)
        self.target = (namespace, name)

    def scan(self, to):
        scan = self.db.scan(*self.target, schema=SCHEMA)
        if to == "pyarrow":
            return scan.to_arrow()
        if to == "pyarrow with batches not kept":
            return Batches(scan)
        if to == "Polars":
            return scan.to_polars()
        return scan.to_pandas(arrow_types=to != "pandas")

    def keys(self, numbers):
        return numbers

    def lookup(self, to, keys):
        found = self.db.batch_read(*self.target, keys, schema=FEW)
        return found if to == "Arrow" else found.to_numpy(DTYPE, fill={"id": 0, "score": 0.0, "name": ""})

    def rows_of_lookup(self, found):
        if isinstance(found, numpy.ndarray):
            return rows_of_array(found)
        return [row for row in found.to_arrow().select(FEW.names).to_pylist() if row["id"] is not None]


class Batches:
    """The record batches of a scan, read when they are counted."""

    def __init__(self, scan):
        self.scan = scan

    def __len__(self):
        return sum(batch.num_rows for batch in self.scan)


class Official:
    packages = ("aerospike",)
    scans = ("pyarrow", "pandas", "Polars")
    lookups = ("records",)

    def __init__(self, host, port, namespace, name):
        import aerospike

        policy = {"total_timeout": 1000 * TIMEOUT_SECONDS, "socket_timeout": 1000 * TIMEOUT_SECONDS}
        policies = {kind: policy for kind in ("scan", "batch")}
        self.client = aerospike.client({"hosts": [(host, port)], "policies": policies, "connect_timeout": 1000 * TIMEOUT_SECONDS}).connect()
        self.target = (namespace, name)

    def records(self):
        return [bins for _, _, bins in self.client.scan(*self.target).results()]

    def scan(self, to):
        records = self.records()
        if to == "pyarrow":
            return pa.Table.from_pylist(records, SCHEMA)
        return pandas.DataFrame(records) if to == "pandas" else polars.DataFrame(records, infer_schema_length=1)

    def keys(self, numbers):
        return [(*self.target, number) for number in numbers]

    def lookup(self, to, keys):
        return self.client.batch_read(keys, FEW.names)

    def rows_of_lookup(self, found):
        return [row.record[2] for row in found.batch_records if row.result == 0]


class AerospikePy(Official):
    packages = ("aerospike-py",)
    lookups = ("numpy", "dicts")

    def __init__(self, host, port, namespace, name):
        import aerospike_py

        self.client = aerospike_py.client({"hosts": [(host, port)], "timeout": 1000 * TIMEOUT_SECONDS}).connect()
        self.target = (namespace, name)

    def records(self):
        return [record.bins for record in self.client.query(*self.target).results()]

    def lookup(self, to, keys):
        found = self.client.batch_read(keys, FEW.names)
        return found.to_numpy(DTYPE) if to == "numpy" else found.to_dict()

    def rows_of_lookup(self, found):
        if isinstance(found, dict):
            return list(found.values())
        return rows_of_array(found.batch_records, found.result_codes)


CLIENTS = {"aeroarrow": AeroArrow, "official": Official, "aerospike-py": AerospikePy}


def rows_of_array(array, codes=None):
    rows = [{"id": int(row["id"]), "score": float(row["score"]), "name": row["name"].decode()} for row in array]
    return [row for row, code in zip(rows, codes) if code == 0] if codes is not None else [row for row in rows if row["name"]]


def checksum(rows):
    """A sum over rows that does not depend on their order."""
    return sum(zlib.crc32(json.dumps(row, sort_keys=True, default=plain).encode()) for row in rows)


def plain(value):
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).hex()
    if isinstance(value, numpy.ndarray):
        return value.tolist()
    if isinstance(value, numpy.generic):
        return value.item()
    raise TypeError(f"{type(value)} in a row")


def rows_of_frame(frame):
    if isinstance(frame, Batches):
        frame = pa.Table.from_batches(frame.scan)
    if isinstance(frame, pa.Table):
        picked = frame.take([i for i, number in enumerate(frame["id"].to_pylist()) if number % ONE_IN == 0])
        return frame.num_rows, picked.to_pylist()
    if isinstance(frame, pandas.DataFrame):
        return len(frame), frame[[number % ONE_IN == 0 for number in frame["id"]]].to_dict("records")
    return frame.height, frame.filter(polars.col("id") % ONE_IN == 0).to_dicts()


class Peak:
    """The peak of this process's resident memory. Linux resets it on request; elsewhere it is that of the whole process."""

    def reset(self):
        try:
            with open("/proc/self/clear_refs", "w") as file:
                file.write("5")
        except OSError:
            pass

    def bytes(self):
        try:
            with open("/proc/self/status") as file:
                return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM:"))
        except (OSError, StopIteration):
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measured(work):
    """Returns the figures of one piece of work. Python's garbage collector stays on: a program would not turn it off."""
    gc.collect()
    peak = Peak()
    peak.reset()
    cpu, wall = time.process_time_ns(), time.perf_counter_ns()
    rows = work()
    return {"wall": time.perf_counter_ns() - wall, "cpu": time.process_time_ns() - cpu, "peak": peak.bytes(), "rows": rows}


def scan(client, request):
    if request["check"]:
        count, rows = rows_of_frame(client.scan(request["to"]))
        return {"rows": count, "checksum": checksum(rows)}
    return measured(lambda: len(client.scan(request["to"])))


def lookup(client, request):
    random.seed(request["keys"])
    span = range(request["first"], request["first"] + request["records"])
    calls = [client.keys(random.sample(span, request["keys"])) for _ in range(request["calls"])]
    if request["check"]:
        rows = [row for keys in calls for row in client.rows_of_lookup(client.lookup(request["to"], keys))]
        return {"rows": len(rows), "checksum": checksum(rows)}

    def work():
        for keys in calls:
            client.lookup(request["to"], keys)
        return request["keys"] * len(calls)

    return measured(work)


def reply(answer):
    print(json.dumps(answer), flush=True)


def main():
    if len(sys.argv) != 6 or sys.argv[1] not in CLIENTS:
        sys.exit(__doc__)
    kind, host, port, namespace, name = sys.argv[1:]
    client = CLIENTS[kind](host, int(port), namespace, name)
    packages = ("pyarrow", "pandas", "polars", "numpy", *client.packages)
    versions = {package: version(package) for package in packages} | {"Python": sys.version.split()[0]}
    reply({"scans": client.scans, "lookups": client.lookups, "versions": versions})
    for line in sys.stdin:
        request = json.loads(line)
        reply(scan(client, request) if request["do"] == "scan" else lookup(client, request))


if __name__ == "__main__":
    main()
