#!/usr/bin/env python3
"""Writes the small TPC-H data set of this directory: the tables as CSV files, and their columns as Arrow schemas in JSON, in the directory tables.

The tables and the rules of the columns follow the TPC-H specification, with fewer rows, fewer words and shorter comments. Dates are stored as days
since 1970 and decimals as hundredths, as bins hold them. The same version of this script always writes the same files.
"""

import csv
import datetime
import gzip
import io
import json
import random
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUPPLIERS, CUSTOMERS, PARTS, ORDERS = 60, 300, 500, 2500
SUPPLIERS_OF_A_PART = 4

REGIONS = ["AFRICA", "AMERICA", "ASIA", "EUROPE", "MIDDLE EAST"]
NATIONS = [
    ("ALGERIA", 0), ("ARGENTINA", 1), ("BRAZIL", 1), ("CANADA", 1), ("EGYPT", 4), ("ETHIOPIA", 0), ("FRANCE", 3), ("GERMANY", 3), ("INDIA", 2),
    ("INDONESIA", 2), ("IRAN", 4), ("IRAQ", 4), ("JAPAN", 2), ("JORDAN", 4), ("KENYA", 0), ("MOROCCO", 0), ("MOZAMBIQUE", 0), ("PERU", 1),
    ("CHINA", 2), ("ROMANIA", 3), ("SAUDI ARABIA", 4), ("VIETNAM", 2), ("RUSSIA", 3), ("UNITED KINGDOM", 3), ("UNITED STATES", 1),
]  # fmt: skip
COLOURS = ["almond", "azure", "blue", "coral", "cream", "forest", "green", "ivory", "lemon", "navy", "peach", "red", "sky", "tan", "white"]
TYPES = [
    ["STANDARD", "SMALL", "MEDIUM", "LARGE", "ECONOMY", "PROMO"],
    ["ANODIZED", "BURNISHED", "PLATED", "POLISHED", "BRUSHED"],
    ["TIN", "NICKEL", "BRASS", "STEEL", "COPPER"],
]
CONTAINERS = [["SM", "LG", "MED", "JUMBO", "WRAP"], ["CASE", "BOX", "BAG", "JAR", "PKG", "PACK", "CAN", "DRUM"]]
SEGMENTS = ["AUTOMOBILE", "BUILDING", "FURNITURE", "MACHINERY", "HOUSEHOLD"]
PRIORITIES = ["1-URGENT", "2-HIGH", "3-MEDIUM", "4-NOT SPECIFIED", "5-LOW"]
MODES = ["REG AIR", "AIR", "RAIL", "SHIP", "TRUCK", "MAIL", "FOB"]
INSTRUCTIONS = ["DELIVER IN PERSON", "COLLECT COD", "NONE", "TAKE BACK RETURN"]
WORDS = ["quick", "special", "pending", "final", "requests", "deposits", "accounts", "packages", "sleep", "wake", "Customer", "Complaints"]

INT = {"name": "int", "bitWidth": 64, "isSigned": True}
TEXT = {"name": "utf8"}
DATE = {"name": "date", "unit": "DAY"}
MONEY = {"name": "decimal", "precision": 15, "scale": 2, "bitWidth": 128}

COLUMNS = {
    "region": {"r_regionkey": INT, "r_name": TEXT, "r_comment": TEXT},
    "nation": {"n_nationkey": INT, "n_name": TEXT, "n_regionkey": INT, "n_comment": TEXT},
    "supplier": {
        "s_suppkey": INT, "s_name": TEXT, "s_address": TEXT, "s_nationkey": INT, "s_phone": TEXT, "s_acctbal": MONEY, "s_comment": TEXT,
    },
    "customer": {
        "c_custkey": INT, "c_name": TEXT, "c_address": TEXT, "c_nationkey": INT, "c_phone": TEXT, "c_acctbal": MONEY, "c_mktsegment": TEXT,
        "c_comment": TEXT,
    },
    "part": {
        "p_partkey": INT, "p_name": TEXT, "p_mfgr": TEXT, "p_brand": TEXT, "p_type": TEXT, "p_size": INT, "p_container": TEXT,
        "p_retailprice": MONEY, "p_comment": TEXT,
    },
    "partsupp": {"ps_partkey": INT, "ps_suppkey": INT, "ps_availqty": INT, "ps_supplycost": MONEY, "ps_comment": TEXT},
    "orders": {
        "o_orderkey": INT, "o_custkey": INT, "o_orderstatus": TEXT, "o_totalprice": MONEY, "o_orderdate": DATE, "o_orderpriority": TEXT,
        "o_clerk": TEXT, "o_shippriority": INT, "o_comment": TEXT,
    },
    "lineitem": {
        "l_orderkey": INT, "l_partkey": INT, "l_suppkey": INT, "l_linenumber": INT, "l_quantity": MONEY, "l_extendedprice": MONEY,
        "l_discount": MONEY, "l_tax": MONEY, "l_returnflag": TEXT, "l_linestatus": TEXT, "l_shipdate": DATE, "l_commitdate": DATE,
        "l_receiptdate": DATE, "l_shipinstruct": TEXT, "l_shipmode": TEXT, "l_comment": TEXT,
    },
}  # fmt: skip

RANDOM = random.Random(20_261_130)


def below(limit):
    """Returns a number from 0 to limit - 1. Only random() is the same in all versions of Python."""
    return int(RANDOM.random() * limit)


def between(low, high):
    return low + below(high - low + 1)


def one(values):
    return values[below(len(values))]


def comment(words):
    return " ".join(one(WORDS) for _ in range(words))


def day(year, month, date):
    return (datetime.date(year, month, date) - datetime.date(1970, 1, 1)).days


def phone(nation):
    return f"{nation + 10}-{between(100, 999)}-{between(100, 999)}-{between(1000, 9999)}"


def price(part):
    return 90_000 + (part // 10) % 20_001 + 100 * (part % 1_000)


def supplier_of(part, number):
    """Returns one of the suppliers of a part; they differ."""
    return (7 * part + number * (SUPPLIERS // SUPPLIERS_OF_A_PART)) % SUPPLIERS + 1


def suppliers():
    for key in range(1, SUPPLIERS + 1):
        nation = below(len(NATIONS))
        yield [key, f"Supplier#{key:09}", f"street {below(100)}", nation, phone(nation), between(-99_999, 999_999), comment(4)]


def customers():
    for key in range(1, CUSTOMERS + 1):
        nation = below(len(NATIONS))
        balance = between(-99_999, 999_999)
        yield [key, f"Customer#{key:09}", f"street {below(100)}", nation, phone(nation), balance, one(SEGMENTS), comment(3)]


def parts():
    for key in range(1, PARTS + 1):
        maker = between(1, 5)
        yield [
            key, " ".join(one(COLOURS) for _ in range(3)), f"Manufacturer#{maker}", f"Brand#{maker}{between(1, 5)}",
            " ".join(one(words) for words in TYPES), between(1, 50), " ".join(one(words) for words in CONTAINERS), price(key), comment(1),
        ]  # fmt: skip


def parts_of_suppliers():
    for part in range(1, PARTS + 1):
        for number in range(SUPPLIERS_OF_A_PART):
            yield [part, supplier_of(part, number), between(1, 9_999), between(100, 100_000), comment(2)]


def orders_and_items():
    orders, items = [], []
    now = day(1995, 6, 17)
    for number in range(ORDERS):
        key = number // 8 * 32 + number % 8 + 1
        # A third of the customers never orders.
        customer = below(CUSTOMERS // 3) * 3 + between(1, 2)
        ordered = between(day(1992, 1, 1), day(1998, 12, 31) - 151)
        total, states = 0, set()
        for line in range(1, between(1, 7) + 1):
            part, quantity = between(1, PARTS), between(1, 50)
            extended, discount, tax = quantity * price(part), between(0, 10), between(0, 8)
            shipped, committed = ordered + between(1, 121), ordered + between(30, 90)
            received = shipped + between(1, 30)
            state = "O" if shipped > now else "F"
            flag = one("RA") if received <= now else "N"
            states.add(state)
            total += round(extended * (100 + tax) * (100 - discount) / 10_000)
            supplier = supplier_of(part, below(SUPPLIERS_OF_A_PART))
            items.append([
                key, part, supplier, line, quantity * 100, extended, discount, tax, flag, state, shipped, committed, received, one(INSTRUCTIONS),
                one(MODES), comment(1),
            ])  # fmt: skip
        state = states.pop() if len(states) == 1 else "P"
        orders.append([key, customer, state, total, ordered, one(PRIORITIES), f"Clerk#{between(1, 100):09}", 0, comment(3)])
    return orders, items


def write(table, key_columns, rows):
    """Writes a table whose column __key joins the key columns."""
    columns = COLUMNS[table]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["__key" + (":int" if key_columns == 1 else "")] + [n if t is TEXT else n + ":int" for n, t in columns.items()])
    for row in rows:
        key = row[0] if key_columns == 1 else f"{row[0]}-{row[3 if table == 'lineitem' else 1]}"
        writer.writerow([key, *row])
    # Without a time stamp, the same rows give the same file.
    (HERE / "tables" / f"{table}.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


def schema(table):
    fields = []
    for name, kind in COLUMNS[table].items():
        field = {"name": name, "nullable": True, "type": kind, "children": []}
        if kind is MONEY:
            field["metadata"] = [{"key": "aerospike.decimal", "value": "SCALED"}]
        fields.append(field)
    return {"fields": fields}


def main():
    orders, items = orders_and_items()
    write("region", 1, [[key, name, comment(2)] for key, name in enumerate(REGIONS)])
    write("nation", 1, [[key, name, region, comment(2)] for key, (name, region) in enumerate(NATIONS)])
    write("supplier", 1, suppliers())
    write("customer", 1, customers())
    write("part", 1, parts())
    write("partsupp", 2, parts_of_suppliers())
    write("orders", 1, orders)
    write("lineitem", 2, items)
    for table in COLUMNS:
        (HERE / "tables" / f"{table}.json").write_text(json.dumps(schema(table), indent=1) + "\n")


if __name__ == "__main__":
    main()
