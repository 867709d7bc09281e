#!/usr/bin/env python3
"""Reads, joins, aggregates, lists and writes sets from PySpark with the data source's jar.

Usage: reads.py JAR HOST PORT [--connect]

The set test.users must hold the records 0 to 99 with stored keys and the bins id (the key) and name ("n" and the key).
With --connect, PySpark starts a Spark Connect server and sends all requests to it.
"""

import contextlib
import io
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as f
from pyspark.sql.types import IntegerType, StringType, StructField, StructType

RECORDS = 100


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")
    print(f"  {what}", flush=True)


def session(jar, host, port, connect):
    builder = SparkSession.builder
    builder = builder.remote("local[2]") if connect else builder.master("local[2]").config("spark.ui.enabled", "false")
    return (
        builder.config("spark.jars", jar)
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.extensions", "io.aeroarrow.spark.AerospikeExtensions")
        .config("spark.sql.catalog.aerospike", "io.aeroarrow.spark.AerospikeCatalog")
        .config("spark.sql.catalog.aerospike.host", f"{host}:{port}")
        .getOrCreate()
    )


def read(spark, host, port):
    return spark.read.format("aerospike").option("host", host).option("port", port).option("namespace", "test").option("set", "users")


def reads(spark, host, port):
    users = read(spark, host, port).load()
    same("inferred schema", users.dtypes, [("id", "bigint"), ("name", "string")])
    same("count", users.count(), RECORDS)
    same("filter", [row.name for row in users.where("id = 42").collect()], ["n42"])
    same("metadata", users.where("id = 42").select("__key", "__set").first().asDict(), {"__key": 42, "__set": "users"})
    schema = StructType([StructField("id", IntegerType()), StructField("none", StringType())])
    typed = read(spark, host, port).schema(schema).load()
    same("given schema", typed.agg(f.sum("id"), f.count("none")).first()[:], (RECORDS * (RECORDS - 1) // 2, 0))


def joins_and_aggregates(spark, host, port):
    users = read(spark, host, port).load()
    others = spark.createDataFrame([(i, f"o{i}") for i in range(0, 200, 10)], "id long, other string")
    joined = users.join(others, "id").orderBy("id").collect()
    same("join", [(row.id, row.name, row.other) for row in joined], [(i, f"n{i}", f"o{i}") for i in range(0, 100, 10)])
    grouped = users.groupBy((f.col("id") % 3).alias("rest")).agg(f.count("*").alias("n"), f.max("id").alias("most"))
    same("aggregate", [row[:] for row in grouped.orderBy("rest").collect()], [(0, 34, 99), (1, 33, 97), (2, 33, 98)])


def lookups(spark, host, port):
    users = read(spark, host, port).load().select("__key", "name")
    orders = spark.createDataFrame([(i, i * 7 % 150) for i in range(50)], "orderId long, user long")
    looked_up = orders.join(users.hint("AEROSPIKE_LOOKUP"), orders.user == users["__key"], "left")
    with contextlib.redirect_stdout(io.StringIO()) as plan:
        looked_up.explain()
    same("lookup join planned", "AerospikeLookupJoin" in plan.getvalue(), True)
    expected = [(i, f"n{i * 7 % 150}" if i * 7 % 150 < 100 else None) for i in range(50)]
    same("lookup join", [(row.orderId, row.name) for row in looked_up.orderBy("orderId").collect()], expected)
    orders.createOrReplaceTempView("orders")
    query = "SELECT {} orderId, u.name FROM orders LEFT JOIN aerospike.test.users u ON user = u.__key ORDER BY orderId"
    found = spark.sql(query.format("/*+ AEROSPIKE_LOOKUP(u) */"))
    same("lookup join in SQL", [row[:] for row in found.collect()], expected)


def catalog(spark):
    same("namespaces", "test" in [row[0] for row in spark.sql("SHOW NAMESPACES IN aerospike").collect()], True)
    same("tables", "users" in [row[1] for row in spark.sql("SHOW TABLES IN aerospike.test").collect()], True)
    same("SQL", spark.sql("SELECT sum(id) FROM aerospike.test.users WHERE id < 10").first()[0], 45)


def writes(spark, host, port):
    rows = spark.createDataFrame([(i, i * 10) for i in range(10)], "id long, n long")

    def written():
        return rows.write.format("aerospike").options(host=host, port=port, namespace="test", set="written", keyColumn="id")

    target = read(spark, host, port).schema("id long, n long").option("set", "written")
    # The second run finds the records of the first run.
    written().mode("ignore").save()
    try:
        written().mode("error").save()
        sys.exit("save modes: error wrote to a set with records")
    except Exception as e:
        same("save mode error", "holds records" in str(e), True)
    written().mode("append").save()
    written().mode("overwrite").option("overwrite", "truncate").save()
    same("save modes", sorted(row[:] for row in target.load().collect()), [(i, i * 10) for i in range(10)])


def main():
    jar, host, port = sys.argv[1:4]
    spark = session(jar, host, int(port), "--connect" in sys.argv)
    print(f"Spark {spark.version}", flush=True)
    try:
        reads(spark, host, int(port))
        joins_and_aggregates(spark, host, int(port))
        lookups(spark, host, int(port))
        catalog(spark)
        writes(spark, host, int(port))
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
