"""Signals, threads, forks, asyncio, and what people see."""

import asyncio
import concurrent.futures
import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
import time

import aeroarrow as aa
import pyarrow as pa
import pytest
from conftest import NAMESPACE

SCHEMA = pa.schema([("id", pa.int64())])

SLOW_SCAN = """
import gc, signal, threading, os
import aeroarrow as aa, pyarrow as pa
schema = pa.schema([("id", pa.int64())])
with aa.embedded() as server, server.connect(connect_timeout=60) as db:
    db.write("test", "slow", {"id": range(5000)}, key="id")
    server._java.slowDown(200, 200)
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    try:
        ACTION
        raise SystemExit("not interrupted")
    except KeyboardInterrupt:
        gc.collect()
        print("interrupted", aa.allocated_bytes())
    server._java.recover()
    assert db.scan("test", "slow", schema=schema).to_arrow().num_rows == 5000
    print("usable")
"""


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize(
    "action",
    [
        "db.scan('test', 'slow', schema=schema, batch_rows=10).to_arrow()",
        "list(db.scan('test', 'slow', schema=schema).reader())",
        "db.scan('test', 'slow').schema",
        "db.batch_read('test', 'slow', range(5000), schema=schema)",
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_a_call_and_frees_its_memory(action):
    done = run(SLOW_SCAN.replace("ACTION", action))
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["interrupted", "0", "usable"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
def test_a_fork_is_refused_and_the_parent_goes_on(db, users):
    scan = db.scan(NAMESPACE, users)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        messages = []
        for call in (scan.to_arrow, lambda: db.scan(NAMESPACE, users), aa.embedded, lambda: aa.connect("127.0.0.1")):
            try:
                call()
                messages.append("nothing")
            except aa.ForkError as error:
                messages.append(str(error))
        del scan
        gc.collect()
        if any(callback.__module__ == "_jpype" for callback in gc.callbacks):
            messages.append("garbage collection calls Java")
        os.write(writing, "\n".join(messages).encode())
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    messages = os.read(reading, 10_000).decode().split("\n")
    assert len(messages) == 4 and all("spawn" in message for message in messages)
    assert scan.to_arrow().num_rows == 1000


SPAWN = """
import multiprocessing
import sys

import aeroarrow as aa


def rows_of(address, name, partitions):
    with aa.connect(address, connect_timeout=60) as db:
        return db.scan(NAMESPACE, name, columns=["id"], partitions=partitions).to_arrow()["id"].to_pylist()


if __name__ == "__main__":
    address, name = sys.argv[1:]
    # This process has a JVM, too.
    with aa.connect(address, connect_timeout=60) as db:
        print(db.scan(NAMESPACE, name, columns=["id"]).to_arrow().num_rows)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        parts = pool.starmap(rows_of, [(address, name, range(0, 2048)), (address, name, range(2048, 4096))])
    print([len(part) > 0 for part in parts], sorted(sum(parts, [])) == list(range(1000)))
"""


def test_processes_of_the_start_method_spawn_scan(address, users, tmp_path):
    program = tmp_path / "program.py"
    program.write_text(SPAWN.replace("NAMESPACE", repr(NAMESPACE)))
    done = subprocess.run([sys.executable, program, address, users], capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1000\n[True, True] True\n", "")


def test_a_connection_cannot_be_sent_to_another_process(db, users):
    for thing in (db, db.scan(NAMESPACE, users)):
        with pytest.raises(TypeError, match=r"cannot be pickled.*call aeroarrow.connect in the other process"):
            pickle.dumps(thing)


def test_other_threads_work_while_java_reads(server):
    with server.connect() as db:
        db.write("test", "waiting", {"id": range(2000)}, key="id")
        server._java.slowDown(2000, 50)
        counted = 0
        table = []
        reader = threading.Thread(target=lambda: table.append(db.scan("test", "waiting", schema=SCHEMA).to_arrow()))
        try:
            reader.start()
            while reader.is_alive():
                counted += 1
        finally:
            reader.join()
            server._java.recover()
        assert table[0].num_rows == 2000
        # If the reader held the GIL, this thread would count a few steps.
        assert counted > 1000


def test_garbage_collection_ends_a_read(server):
    with server.connect() as db:
        db.write("test", "dropped", {"id": range(1000)}, key="id")
        stream = db.scan("test", "dropped", schema=SCHEMA, batch_rows=10).stream()
        next(stream)
        assert any("aeroarrow-python-read" in name for name in java_threads())
        del stream
        gc.collect()
        assert aa.allocated_bytes() == 0
        assert not any("aeroarrow-python-read" in name for name in java_threads())


def java_threads():
    import jpype

    return [str(thread.getName()) for thread in jpype.JClass("java.lang.Thread").getAllStackTraces().keySet()]


def test_python_ends_with_open_connections_and_live_tables():
    done = run(
        "import aeroarrow as aa\n"
        "server = aa.embedded(); db = server.connect(connect_timeout=60)\n"
        "db.write('test', 'x', {'id': range(100)}, key='id')\n"
        "table = db.scan('test', 'x').to_arrow()\n"
        "stream = db.scan('test', 'x', batch_rows=10).stream(); batch = next(stream)\n"
        "print(table.num_rows)\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "100\n", "")


def test_async_batches_do_not_block_the_loop(server):
    async def main():
        with server.connect() as db:
            await db.write_async("test", "later", {"id": range(2000)}, key="id")
            server._java.slowDown(2000, 50)
            ticks = 0

            async def tick():
                nonlocal ticks
                while True:
                    await asyncio.sleep(0.001)
                    ticks += 1

            ticking = asyncio.create_task(tick())
            try:
                async with await db.scan_async("test", "later", schema=SCHEMA, batch_rows=500) as stream:
                    rows = [batch.num_rows async for batch in stream]
            finally:
                ticking.cancel()
                server._java.recover()
            assert sum(rows) == 2000 and ticks > 10
            found = await db.batch_read_async("test", "later", [1, 2], columns=["id"])
            assert found.to_arrow()["id"].to_pylist() == [1, 2]
            assert (await (await db.scan_async("test", "later", schema=SCHEMA)).to_arrow()).num_rows == 2000

    asyncio.run(main())


def test_a_cancelled_task_ends_its_read(server):
    async def main():
        with server.connect() as db:
            db.write("test", "cancelled", {"id": range(2000)}, key="id")
            server._java.slowDown(100, 1000)
            try:
                stream = await db.scan_async("test", "cancelled", schema=SCHEMA)
                task = asyncio.create_task(stream.to_arrow())
                await asyncio.sleep(0.2)
                task.cancel()
                started = time.monotonic()
                with pytest.raises(asyncio.CancelledError):
                    await task
                assert time.monotonic() - started < 10
                assert "closed" in repr(stream)
            finally:
                server._java.recover()

    asyncio.run(main())


@pytest.mark.parametrize("action", ["batch_read_async", "write_async", "scan_async", "query_async"])
def test_a_cancelled_task_ends_its_call(server, action):
    async def main():
        with server.connect() as db:
            db.write("test", "called", {"id": range(2000)}, key="id")
            rows = {"id": list(range(2000))}
            index = aa.index("id").between(1, 2000)
            call = {
                "batch_read_async": lambda: db.batch_read_async("test", "called", range(2000), schema=SCHEMA),
                "write_async": lambda: db.write_async("test", "called", rows, key="id", batch_rows=10),
                # Their first step reads a sample.
                "scan_async": lambda: db.scan_async("test", "called"),
                "query_async": lambda: db.query_async("test", "called", index),
            }[action]
            server._java.slowDown(10, 1000)
            try:
                task = asyncio.create_task(call())
                while not call_threads():
                    await asyncio.sleep(0.01)
                task.cancel()
                started = time.monotonic()
                with pytest.raises(asyncio.CancelledError):
                    await task
                assert time.monotonic() - started < 10
                assert call_threads() == []
            finally:
                server._java.recover()
            # The connection stays usable.
            assert (await db.batch_read_async("test", "called", [1], schema=SCHEMA)).to_arrow()["id"].to_pylist() == [1]

    asyncio.run(main())


def call_threads():
    return [name for name in java_threads() if name.startswith("aeroarrow-python-")]


def test_a_cancelled_task_whose_call_waits_for_a_thread_never_starts_it(server):
    async def main():
        with server.connect() as db:
            loop = asyncio.get_running_loop()
            loop.set_default_executor(concurrent.futures.ThreadPoolExecutor(1))
            free = threading.Event()
            occupied = loop.run_in_executor(None, free.wait)
            before = server.objects
            task = asyncio.create_task(db.write_async("test", "never", {"id": [1]}, key="id"))
            await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            free.set()
            await occupied
            await loop.run_in_executor(None, lambda: None)
            assert server.objects == before

    asyncio.run(main())


def test_notebooks_show_the_schema_and_rows(db, new_set):
    target = new_set(pa.table({"id": [1], "name": ["<b>" + "x" * 100]}))
    shown = db.scan(NAMESPACE, target)._repr_html_()
    assert "<th>name<br><small>string</small></th>" in shown and "&lt;b&gt;xxx" in shown and "…" in shown
    assert "<td>1</td>" in db.batch_read(NAMESPACE, target, [1])._repr_html_()
    assert repr(db.scan(NAMESPACE, target)) == f"<aeroarrow.Scan of {NAMESPACE}.{target}>"


def test_progress_is_shown_where_it_is_wanted(db, users, capsys):
    assert db.scan(NAMESPACE, users, progress=True).to_arrow().num_rows == 1000
    assert "1.00k rows" in capsys.readouterr().err
    assert db.scan(NAMESPACE, users).to_arrow().num_rows == 1000
    assert capsys.readouterr().err == ""


def test_fixtures_for_the_tests_of_others(tmp_path):
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["aeroarrow.testing"]\n')
    (tmp_path / "test_it.py").write_text(
        "def test_it(aerospike):\n"
        "    aerospike.write('test', 'fixture', {'id': [1]}, key='id')\n"
        "    assert aerospike.scan('test', 'fixture', columns=['id']).to_arrow().to_pydict() == {'id': [1]}\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "AEROSPIKE_HOST"}
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", str(tmp_path)], capture_output=True, text=True, env=environment)
    assert done.returncode == 0 and "1 passed" in done.stdout, done.stdout
