#!/usr/bin/env python3
"""Tests a server with two Python clients, the official one and aerospike-py.

Usage: clients.py HOST PORT, or clients.py COMMAND... to start a server that prints its address in the first line
"""

import subprocess
import sys
from importlib.metadata import version

import aerospike
import aerospike_py
from aerospike import predicates

NAMESPACE = "test"
COUNT = 200
# Long enough for a busy machine.
PATIENCE_MILLIS = 30_000
EXTRA = {"i": 7, "f": 2.5, "s": "Zoë", "b": b"\x00\xff", "t": True, "l": [1, "a", [2.5]], "m": {"k": 1, "n": {"x": 2}}}


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")
    print(f"  {what}")


def plain(bins):
    """Returns the bins with blobs as bytes; the blob types differ between the clients."""
    return {name: bytes(value) if isinstance(value, (bytes, bytearray)) else value for name, value in bins.items()}


def write(put, key):
    for i in range(COUNT):
        put(key(i), {"n": i, "even": i % 2 == 0})
    put(key("extra"), EXTRA)


def official(host, port):
    client = aerospike.client({"hosts": [(host, port)], "connect_timeout": PATIENCE_MILLIS}).connect()
    key = lambda user_key: (NAMESPACE, "pyofficial", user_key)
    client.truncate(NAMESPACE, "pyofficial", 0)
    write(client.put, key)
    same("put, get", plain(client.get(key("extra"))[2]), EXTRA)
    same("exists", client.exists(key("none"))[1], None)
    rows = client.batch_read([key(i) for i in (3, 1, 999, 2)]).batch_records
    same("batch read", [row.record and row.record[2]["n"] for row in rows], [3, 1, None, 2])
    scanned = [row[2] for row in client.scan(NAMESPACE, "pyofficial").results()]
    same("scan", sorted(bins["n"] for bins in scanned if "n" in bins), list(range(COUNT)))
    client.index_single_value_create(NAMESPACE, "pyofficial", "n", aerospike.INDEX_NUMERIC, "pyofficial_n")
    query = client.query(NAMESPACE, "pyofficial")
    query.select("n")
    query.where(predicates.between("n", 10, 19))
    same("query", sorted(row[2]["n"] for row in query.results()), list(range(10, 20)))
    client.index_remove(NAMESPACE, "pyofficial_n")
    client.remove(key("extra"))
    same("remove", client.exists(key("extra"))[1], None)
    client.truncate(NAMESPACE, "pyofficial", 0)
    client.close()


def rust_based(host, port):
    client = aerospike_py.client({"hosts": [(host, port)], "timeout": PATIENCE_MILLIS}).connect()
    key = lambda user_key: (NAMESPACE, "pyrust", user_key)
    client.truncate(NAMESPACE, "pyrust")
    write(client.put, key)
    same("put, get", plain(client.get(key("extra")).bins), EXTRA)
    same("exists", client.exists(key("none")).meta, None)
    found = client.batch_read([key(i) for i in (3, 1, 999, 2)])
    same("batch read", sorted(bins["n"] for bins in dict(found).values()), [1, 2, 3])
    scanned = [row.bins for row in client.query(NAMESPACE, "pyrust").results()]
    same("scan", sorted(bins["n"] for bins in scanned if "n" in bins), list(range(COUNT)))
    client.index_integer_create(NAMESPACE, "pyrust", "n", "pyrust_n")
    query = client.query(NAMESPACE, "pyrust")
    query.select("n")
    query.where(aerospike_py.predicates.between("n", 10, 19))
    same("query", sorted(row.bins["n"] for row in query.results()), list(range(10, 20)))
    client.index_remove(NAMESPACE, "pyrust_n")
    client.remove(key("extra"))
    same("remove", client.exists(key("extra")).meta, None)
    client.truncate(NAMESPACE, "pyrust")
    client.close()


def compare(host, port):
    print(f"aerospike {version('aerospike')}")
    official(host, port)
    print(f"aerospike-py {version('aerospike-py')}")
    rust_based(host, port)


def main():
    arguments = sys.argv[1:]
    if len(arguments) == 2:
        compare(arguments[0], int(arguments[1]))
    elif len(arguments) > 2:
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as server:
            try:
                host, port = server.stdout.readline().removeprefix("listening on ").rsplit(":", 1)
                compare(host, int(port))
            finally:
                server.terminate()
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
