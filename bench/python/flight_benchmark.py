#!/usr/bin/env python3
"""Compares reads through the Flight server with the Java reader in its own process and with the Python package, and writes a table.

Usage: flight_benchmark.py RECORDS ROUNDS REPORT COMMAND

AEROSPIKE_HOST and AEROSPIKE_PORT name the server. The environment variable BENCH_JAVA is the command of Java with the class path of the
benchmarks. Every side reads all seven bins of the set in each round, one side after the other, and keeps no batches.
"""

import json
import os
import shlex
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import adbc_driver_flightsql.dbapi as flightsql
import pyarrow.flight

ROOT = Path(__file__).resolve().parents[2]
HOST, PORT = os.environ["AEROSPIKE_HOST"], os.environ.get("AEROSPIKE_PORT", "3000")
NAMESPACE, SET = "test", "bench7"
COLUMNS = ["id", "name", "score", "flag", "tags", "place", "hash"]
QUERY = f"SELECT {', '.join(COLUMNS)} FROM {NAMESPACE}.{SET}"
ENDPOINTS = 4
WARM_UP = 2


class Process:
    """A process that answers lines with lines."""

    def __init__(self, *command, ready):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.first = self.process.stdout.readline().strip()
        if not self.first.startswith(ready):
            sys.exit(f"{command[0]} did not start: {self.first!r}")

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def close(self):
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait()


class Flight:
    """Clients of the Flight server."""

    def __init__(self, uri):
        self.uri = uri
        self.client = pyarrow.flight.connect(uri)
        self.connection = flightsql.connect(uri, autocommit=True)
        self.threads = ThreadPoolExecutor(ENDPOINTS)

    def drain(self, ticket):
        rows = 0
        with pyarrow.flight.connect(self.uri) as client:
            reader = client.do_get(ticket)
            while True:
                try:
                    rows += reader.read_chunk().data.num_rows
                except StopIteration:
                    return rows

    def one_stream(self):
        return self.drain(pyarrow.flight.Ticket(json.dumps({"scan": {"namespace": NAMESPACE, "set": SET, "columns": COLUMNS}})))

    def endpoints(self):
        scan = {"scan": {"namespace": NAMESPACE, "set": SET, "columns": COLUMNS, "endpoints": ENDPOINTS}}
        info = self.client.get_flight_info(pyarrow.flight.FlightDescriptor.for_command(json.dumps(scan)))
        return sum(self.threads.map(self.drain, [endpoint.ticket for endpoint in info.endpoints]))

    def adbc(self):
        with self.connection.cursor() as cursor:
            cursor.execute(QUERY)
            return sum(batch.num_rows for batch in cursor.fetch_record_batch())

    def engine(self):
        with self.connection.cursor() as cursor:
            # The engine tests the condition, so it gets every row.
            cursor.execute(QUERY + " WHERE id % 1 = 0")
            return sum(batch.num_rows for batch in cursor.fetch_record_batch())


def timed(work):
    def run():
        start = time.perf_counter()
        rows = work()
        return time.perf_counter() - start, rows

    return run


def sides(reader, package, flight):
    def java(threads):
        seconds, _, rows = reader.ask(str(threads)).split()
        return float(seconds), int(rows)

    def python():
        answer = json.loads(package.ask(json.dumps({"do": "scan", "to": "pyarrow with batches not kept", "check": False})))
        return answer["wall"] / 1e9, answer["rows"]

    return {
        "Java reader, 1 thread": lambda: java(1),
        f"Java reader, {ENDPOINTS} threads": lambda: java(ENDPOINTS),
        "Python package, in the process of Python": python,
        "Flight, one stream (pyarrow)": timed(flight.one_stream),
        f"Flight, {ENDPOINTS} endpoints at a time (pyarrow)": timed(flight.endpoints),
        "Flight SQL without the engine (ADBC)": timed(flight.adbc),
        "Flight SQL through the engine (ADBC)": timed(flight.engine),
    }


def measure(runs, records, rounds):
    seconds = {name: [] for name in runs}
    for number in range(-WARM_UP, rounds):
        for name, run in runs.items():
            took, rows = run()
            if rows != records:
                sys.exit(f"{name}: {rows} rows instead of {records}")
            if number >= 0:
                seconds[name].append(took)
                print(f"round {number + 1}: {name}: {took:.3f} s", flush=True)
    return seconds


def report(seconds, records, rounds, command):
    median = {name: statistics.median(times) for name, times in seconds.items()}
    one, many, _, stream, parallel, *_ = median
    base = median[one]
    lines = [
        "# Reads through the Flight server",
        "",
        f"Written by `{command}`: {records:,} records of 7 bins, all bins, medians of {rounds} rounds by turns with the lowest and the highest, on",
        f"{os.cpu_count()} CPUs that the Aerospike server, the Flight server and the client share. pyarrow {version('pyarrow')},",
        f"ADBC {version('adbc-driver-flightsql')}. The Java reader runs in the process of its program: it moves no bytes to a client.",
        "",
        "| read | seconds | records per second | rate as a part of the Java reader's with 1 thread |",
        "|---|---:|---:|---:|",
    ]
    for name, times in seconds.items():
        rate = f"{records / median[name]:,.0f}"
        lines.append(f"| {name} | {median[name]:.2f} ({min(times):.2f} to {max(times):.2f}) | {rate} | {base / median[name]:.2f} |")
    lines += [
        "",
        f"- One stream has {base / median[stream]:.2f} times the rate of the Java reader with one thread.",
        f"- {ENDPOINTS} endpoints have {median[many] / median[parallel]:.2f} times the rate of the Java reader with {ENDPOINTS} threads, and",
        f"  {median[stream] / median[parallel]:.2f} times the rate of one stream.",
    ]
    return "\n".join(lines) + "\n"


def main():
    records, rounds, target, command = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    reader = Process(*shlex.split(os.environ["BENCH_JAVA"]), "io.aeroarrow.bench.decoding.ReaderRounds", str(records), ready="ready")
    package = Process(sys.executable, str(ROOT / "bench/python/frame_client.py"), "aeroarrow", HOST, PORT, NAMESPACE, SET, ready="{")
    serve = [str(ROOT / "aeroarrow"), "serve", "--hosts", f"{HOST}:{PORT}", "--schema-set", "benchschemas", "--port", "0"]
    server = Process(*serve, ready="listening on ")
    try:
        runs = sides(reader, package, Flight(server.first.split()[-1]))
        text = report(measure(runs, records, rounds), records, rounds, command)
    finally:
        for process in (server, package, reader):
            process.close()
    target.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
