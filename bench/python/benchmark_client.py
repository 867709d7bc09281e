#!/usr/bin/env python3
"""Runs a Python client for the benchmarks: answers requests, one line of JSON each, until the end of input.

Usage: benchmark_client.py official|rust-sync|rust-async|rust-numpy HOST PORT NAMESPACE SLUG

{"do": "run" or "checksum", "operation": "GET", "calls": 5000, "concurrency": 50, "keys": 500, "count": 5000}
"""

import asyncio
import gc
import itertools
import json
import struct
import sys
import threading
import time
import zlib

TIMEOUT_MILLIS = 30_000


def checksum(bins):
    return zlib.crc32(struct.pack(">qd", bins["id"], bins["ratio"]) + bins["name"].encode())


def bins_of(number):
    return {"id": number, "ratio": number / 7.0, "name": f"name-{number}"}


class Blocking:
    """A blocking client: each call in flight needs a thread."""

    operations = ["PUT", "GET", "BATCH_GET", "SCAN"]

    def __init__(self, namespace, slug):
        self.namespace = namespace
        self.set = "bench-" + slug
        self.slug = slug

    def key(self, number):
        return (self.namespace, self.set, f"{self.slug}-{number}")

    def keys(self, group, size):
        first = group * size % self.count
        return [self.key(number) for number in range(first, first + size)]

    def call(self, operation, number, size):
        if operation == "PUT":
            return self.put(number)
        if operation == "BATCH_GET":
            return self.batch(self.keys(number, size))
        return self.scan() if operation == "SCAN" else self.get(number)

    def run(self, operation, calls, concurrency, size):
        latencies = [0] * calls
        numbers = itertools.count()
        failures = []
        go = threading.Event()

        def work():
            go.wait()
            try:
                for number in numbers:
                    if number >= calls:
                        return
                    start = time.perf_counter_ns()
                    self.call(operation, number, size)
                    latencies[number] = time.perf_counter_ns() - start
            except Exception as failure:
                failures.append(failure)

        threads = [threading.Thread(target=work) for _ in range(concurrency)]
        for thread in threads:
            thread.start()
        cpu, start = time.process_time_ns(), time.perf_counter_ns()
        go.set()
        for thread in threads:
            thread.join()
        took = {"wall": time.perf_counter_ns() - start, "cpu": time.process_time_ns() - cpu}
        if failures:
            raise failures[0]
        return took | {"latencies": latencies}

    def checksum(self, operation, calls, size):
        return sum(self.sum_up(operation, self.call(operation, number, size)) for number in range(calls))

    def sum_up(self, operation, found):
        if operation == "BATCH_GET":
            return sum(checksum(bins) for bins in self.bins_of_batch(found))
        if operation == "SCAN":
            return sum(checksum(bins) for bins in self.bins_of_scan(found))
        return checksum(self.bins_of_record(found))


class Official(Blocking):
    title = "official Python client, sync"

    def __init__(self, host, port, *names):
        super().__init__(*names)
        import aerospike

        policies = {
            each: {"total_timeout": TIMEOUT_MILLIS, "socket_timeout": TIMEOUT_MILLIS}
            for each in ("read", "write", "batch", "scan")
        }
        self.policy = {"key": aerospike.POLICY_KEY_SEND}
        self.client = aerospike.client(
            {"hosts": [(host, port)], "connect_timeout": TIMEOUT_MILLIS, "policies": policies, "max_conns_per_node": 300}
        ).connect()

    def put(self, number):
        self.client.put(self.key(number), bins_of(number), policy=self.policy)

    def get(self, number):
        return self.client.get(self.key(number))

    def batch(self, keys):
        return self.client.batch_read(keys)

    def scan(self):
        return self.client.scan(self.namespace, self.set).results()

    def bins_of_record(self, found):
        return found[2]

    def bins_of_batch(self, found):
        return [row.record[2] for row in found.batch_records]

    def bins_of_scan(self, found):
        return [row[2] for row in found]


class RustSync(Blocking):
    title = "aerospike-py, sync"

    def __init__(self, host, port, *names):
        super().__init__(*names)
        import aerospike_py

        self.policy = {"key": aerospike_py.POLICY_KEY_SEND}
        self.client = aerospike_py.client(configuration(host, port)).connect()

    def put(self, number):
        self.client.put(self.key(number), bins_of(number), policy=self.policy)

    def get(self, number):
        return self.client.get(self.key(number))

    def batch(self, keys):
        return self.client.batch_read(keys).to_dict()

    def scan(self):
        return self.client.query(self.namespace, self.set).results()

    def bins_of_record(self, found):
        return found.bins

    def bins_of_batch(self, found):
        return list(found.values())

    def bins_of_scan(self, found):
        return [row.bins for row in found]


class RustNumpy(RustSync):
    title = "aerospike-py, sync, to NumPy"
    operations = ["PUT", "BATCH_GET"]

    def __init__(self, *arguments):
        super().__init__(*arguments)
        import numpy

        self.dtype = numpy.dtype([("id", "i8"), ("ratio", "f8"), ("name", "S16")])

    def batch(self, keys):
        return self.client.batch_read(keys, ["id", "ratio", "name"]).to_numpy(self.dtype)

    def bins_of_batch(self, found):
        return [
            {"id": int(row["id"]), "ratio": float(row["ratio"]), "name": row["name"].decode()}
            for row in found.batch_records
        ]


class RustAsync(Blocking):
    """An asynchronous client: calls are coroutines of one event loop."""

    title = "aerospike-py, async"

    def __init__(self, host, port, *names):
        super().__init__(*names)
        import aerospike_py

        self.policy = {"key": aerospike_py.POLICY_KEY_SEND}
        self.loop = asyncio.new_event_loop()
        self.client = aerospike_py.AsyncClient(configuration(host, port))
        self.loop.run_until_complete(self.client.connect())

    async def put(self, number):
        await self.client.put(self.key(number), bins_of(number), policy=self.policy)

    async def get(self, number):
        return await self.client.get(self.key(number))

    async def batch(self, keys):
        return (await self.client.batch_read(keys)).to_dict()

    async def scan(self):
        return await self.client.query(self.namespace, self.set).results()

    def run(self, operation, calls, concurrency, size):
        latencies = [0] * calls
        numbers = iter(range(calls))

        async def work():
            for number in numbers:
                start = time.perf_counter_ns()
                await self.call(operation, number, size)
                latencies[number] = time.perf_counter_ns() - start

        async def run_all():
            await asyncio.gather(*(work() for _ in range(concurrency)))

        cpu, start = time.process_time_ns(), time.perf_counter_ns()
        self.loop.run_until_complete(run_all())
        took = {"wall": time.perf_counter_ns() - start, "cpu": time.process_time_ns() - cpu}
        return took | {"latencies": latencies}

    def checksum(self, operation, calls, size):
        found = (self.loop.run_until_complete(self.call(operation, number, size)) for number in range(calls))
        return sum(self.sum_up(operation, each) for each in found)

    bins_of_record = RustSync.bins_of_record
    bins_of_batch = RustSync.bins_of_batch
    bins_of_scan = RustSync.bins_of_scan


def configuration(host, port):
    return {"hosts": [(host, port)], "timeout": TIMEOUT_MILLIS, "max_conns_per_node": 300}


CLIENTS = {"official": Official, "rust-sync": RustSync, "rust-async": RustAsync, "rust-numpy": RustNumpy}


def reply(answer):
    print(json.dumps(answer), flush=True)


def main():
    if len(sys.argv) != 6 or sys.argv[1] not in CLIENTS:
        sys.exit(__doc__)
    kind, host, port, *names = sys.argv[1:]
    client = CLIENTS[kind](host, int(port), *names)
    reply({"title": client.title, "operations": client.operations})
    for line in sys.stdin:
        request = json.loads(line)
        operation, calls, size = request["operation"], request["calls"], request["keys"]
        client.count = request["count"]
        if request["do"] == "checksum":
            reply({"checksum": client.checksum(operation, calls, size)})
        else:
            # As for the Java clients: no garbage collection during a measured round.
            gc.collect()
            gc.disable()
            answer = client.run(operation, calls, request["concurrency"], size)
            gc.enable()
            reply(answer)


if __name__ == "__main__":
    main()
