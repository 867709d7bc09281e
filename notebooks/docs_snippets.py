#!/usr/bin/env python3
"""Runs the Python, SQL, Scala and shell snippets and the Java programs of the documentation, page by page, on an embedded server.

DocsTest checks the other Java snippets. Addresses and paths in the snippets are replaced by local ones. Each page starts with the
records of `data`. Snippets of the pages in NOT_RUN are compiled but not run.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import aerospike_server
from run import CELL_SECONDS, EXECUTED, environment
from spark_shell import ScalaCellError, SparkShell

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^ *```(python|sql|scala|sh|java)\n(.*?)^ *```", re.M | re.S)
# A Java snippet that is a program; the others stand in test classes, which compile them.
PROGRAM = re.compile(r"^public final class (\w+) \{\n    public static void main", re.M)
# These snippets need a cluster with TLS and users, or a Flight server; `make flight-test` runs the calls of the latter.
NOT_RUN = {"docs/security.md", "docs/flight-server.md"}
# The Python of these pages uses the package `aeroarrow`, without Spark. A page is one program.
PACKAGE_PAGES = {
    "docs/getting-started/python.md", "docs/python.md", "docs/coming-from-aerospike-py.md", "docs/coming-from-aerospike-python.md",
}  # fmt: skip
PACKAGE_PYTHON = ROOT / "target" / "python-env" / "bin" / "python"
JAR = "aeroarrow-spark-datasource-0.1.0-SNAPSHOT.jar"


class Page:
    def __init__(self, path):
        self.name = str(path.relative_to(ROOT))
        text = path.read_text(encoding="utf-8")
        self.blocks = [(text.count("\n", 0, at.start()) + 2, at[1], textwrap.dedent(at[2])) for at in BLOCK.finditer(text)]
        self.blocks = [block for block in self.blocks if block[1] != "java" or PROGRAM.search(block[2])]


class Runner:
    def __init__(self, server, folder):
        self.server = server
        self.folder = folder
        self.spark = self.session()
        self.shell = None

    def session(self):
        from pyspark.sql import SparkSession

        return (
            SparkSession.builder.master("local[2]")
            .config("spark.jars", aerospike_server.SPARK_JAR)
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.extensions", "io.aeroarrow.spark.AerospikeExtensions")
            .config("spark.sql.catalog.aerospike", "io.aeroarrow.spark.AerospikeCatalog")
            .config("spark.sql.catalog.aerospike.host", self.server.address)
            .getOrCreate()
        )

    def data(self):
        """Writes the sets that a page starts with."""
        spark = self.spark
        names = spark.range(1, 41).selectExpr("id", "concat('n', id) name", "if(id % 2 = 0, 'Oslo', 'Rome') city", "20 + id age", "id % 3 visits")
        self.fill("users", names, "id")
        self.fill("people", names, "id")
        self.fill("customers", names.selectExpr("id customerId", "name", "city segment"), "customerId")
        self.fill("demo", spark.range(1, 21).selectExpr("id", "id % 9 a", "id / 2 b", "concat('x', id) name"), "id")
        airports = spark.range(40).selectExpr("concat('A', id) iata", "concat('n', id) name", "if(id % 2 = 0, 'CA', 'NY') state", "id / 2 latitude")
        self.fill("airports", airports, "iata")
        flights = spark.range(100).selectExpr("id", "1000000 * id departure", "id % 7 delay", "if(id % 2 = 0, 'SFO', 'JFK') origin")
        self.fill("demo_flights", flights, "id")

    def fill(self, name, rows, key):
        self.truncate(name)
        rows.write.format("aerospike").mode("append").options(
            host=self.server.address, namespace="test", set=name, keyColumn=key
        ).save()  # fmt: skip

    def truncate(self, name):
        self.server.command_line("truncate", f"test.{name}", "--yes")

    def localize(self, source):
        source = source.replace("localhost:3000", self.server.address).replace("/checkpoints/", f"{self.folder}/")
        source = source.replace('"localhost", 3000', '"{}", {}'.format(*self.server.address.rsplit(":", 1)))
        source = source.replace('host="localhost"', f'host="{self.server.address}"')
        source = source.replace("spark-datasource/target/" + JAR, JAR).replace(JAR, aerospike_server.SPARK_JAR)
        return re.sub(r'"db1(,db2)*"', f'"{self.server.address}"', source)

    def names(self):
        """Returns the names that Python snippets may use."""
        from pyspark.sql import DataFrame

        # A session per page: settings must not leak to other pages.
        spark = self.spark.newSession()
        spark.createDataFrame([(1, "Ada", False, 7), (2, "Grace", True, 0), (9, "Joan", False, 1)], "id long, name string, gone boolean, visits long").createOrReplaceTempView("news")
        words = spark.readStream.format("rate").load().selectExpr("concat('w', value % 3) word").groupBy("word").count()
        return {
            "spark": spark,
            "DataFrame": DataFrame,
            "users": spark.table("aerospike.test.users"),
            "orders": spark.createDataFrame([(1,), (2,), (777,)], "customerId long"),
            "options": {"host": self.server.address, "namespace": "test", "set": "customers"},
            "counts": words,
            "password": "secret",
        }

    def package(self, place, code):
        program = Path(self.folder, "page.py")
        program.write_text(self.localize(code), encoding="utf-8")
        done = subprocess.run([PACKAGE_PYTHON, "-W", "error:::__main__", program], cwd=self.folder, capture_output=True, text=True, timeout=300)
        if done.returncode:
            raise SystemExit(f"{place}: its Python fails:\n{done.stdout}{done.stderr}\n\n0 passed, 1 failed")

    def page(self, page):
        if page.name in PACKAGE_PAGES:
            self.data()
            self.package(page.name, "\n".join(source for _, language, source in page.blocks if language == "python"))
            return
        names = None
        for line, language, source in page.blocks:
            place = f"{page.name}:{line}"
            code = self.localize(source)
            if page.name in NOT_RUN:
                if language == "python":
                    compile(code, place, "exec")
                elif language == "sh":
                    subprocess.run(["bash", "-n", "-c", code], check=True)
                continue
            if names is None:
                self.data()
                names = self.names()
            if "import aeroarrow" in source:
                self.package(place, source)
                continue
            try:
                if language == "python":
                    exec(compile("\n" * (line - 1) + code, str(ROOT / page.name), "exec"), names)
                    self.end_streams(names["spark"])
                elif language == "sql":
                    self.sql(names["spark"], code)
                else:
                    getattr(self, language)(code)
            except Exception as error:
                raise SystemExit(f"{place}: this snippet fails:\n\n{source}\n{type(error).__name__}: {error}\n\n0 passed, 1 failed")

    def end_streams(self, spark):
        for stream in spark.streams.active:
            while stream.isActive and stream.lastProgress is None:
                time.sleep(0.1)
            stream.stop()
            if stream.exception():
                raise stream.exception()

    def sql(self, spark, code):
        if "keyColumn" in code:
            spark.conf.set("spark.sql.catalog.aerospike.keyColumn", "id")
        for statement in filter(str.strip, code.split(";")):
            # CREATE TABLE fails if the set has records.
            if created := re.search(r"CREATE TABLE aerospike\.test\.(\w+)", statement):
                self.truncate(created[1])
            spark.sql(statement).collect()

    def scala(self, code):
        if self.shell is None:
            self.shell = SparkShell((EXECUTED / "docs_snippets.log").open("w", encoding="utf-8"), CELL_SECONDS)
            self.shell.send('println("<<ready>>")')
            self.shell.until("<<ready>>")
            self.shell.pasted = 0
        self.shell.pasted += 1
        printed = self.shell.paste(self.shell.pasted, code, self.folder)
        if not printed:
            raise ScalaCellError("the snippet printed nothing; a snippet must print a result")

    def java(self, code):
        program = Path(self.folder, PROGRAM.search(code).group(1) + ".java")
        program.write_text(code, encoding="utf-8")
        done = subprocess.run([*aerospike_server.java(), str(program)], cwd=self.folder, capture_output=True, text=True)
        if done.returncode or not done.stdout:
            raise RuntimeError(f"exit code {done.returncode}: {done.stdout}{done.stderr}")

    def sh(self, code):
        command = Path(self.folder, "aeroarrow")
        java = shlex.join([*aerospike_server.java(), "io.aeroarrow.cli.Main"])
        command.write_text(f'#!/bin/sh\nexec {java} "$@"\n')
        command.chmod(0o755)
        done = subprocess.run(
            ["bash", "-eu", "-o", "pipefail", "-c", code], cwd=self.folder, capture_output=True, text=True,
            stdin=subprocess.DEVNULL, env={**os.environ, "AEROARROW_HOSTS": self.server.address},
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"exit code {done.returncode}: {done.stdout}{done.stderr}")

    def close(self):
        if self.shell:
            self.shell.kill()
        self.spark.stop()


def main():
    environment()
    os.environ.pop("AEROSPIKE_HOST", None)
    EXECUTED.mkdir(parents=True, exist_ok=True)
    asked = [Path(name).resolve() for name in sys.argv[1:]]
    pages = [Page(path) for path in asked or [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]]
    pages = [page for page in pages if page.blocks]
    server = aerospike_server.start()
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(server, folder)
        try:
            for page in pages:
                print(f"{page.name}: {len(page.blocks)} snippets", flush=True)
                runner.page(page)
        finally:
            runner.close()
            server.stop()
    print(f"{sum(len(page.blocks) for page in pages)} passed, 0 failed")


if __name__ == "__main__":
    main()
