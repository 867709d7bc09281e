"""The container file: its base image is pinned, and its files and its command exist. `make image-context` collects the files."""

import json
import re
import subprocess
from pathlib import Path

import adbc_driver_flightsql.dbapi as flightsql
import pytest

ROOT = Path(__file__).resolve().parents[4]
CONTEXT = ROOT / "target" / "image"
TEXT = (ROOT / "flight-server" / "Dockerfile").read_text()


def instructions():
    """Returns the instructions as pairs of a name and its arguments."""
    joined = re.sub(r"\\\n\s*", "", TEXT)
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [tuple(line.split(maxsplit=1)) for line in lines]


def argument(name):
    (only,) = [value for instruction, value in instructions() if instruction == name]
    return only


@pytest.fixture(scope="module", autouse=True)
def context():
    subprocess.run(["make", "-s", "image-context"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def command():
    """Returns the entry point, with the directory of the context instead of the directory of the image."""
    source, target = argument("COPY").split()
    return [word.replace(target, str(CONTEXT / source)) for word in json.loads(argument("ENTRYPOINT"))]


def test_the_base_image_is_pinned():
    assert re.fullmatch(r"eclipse-temurin:17\.\d+\.\d+_\d+-jre-\w+", argument("FROM"))


def test_the_image_has_one_jar_of_each_library():
    source, _ = argument("COPY").split()
    names = [re.sub(r"-\d[^/]*\.jar$", "", jar.name) for jar in (CONTEXT / source).iterdir()]
    assert {"aeroarrow-flight-server", "aeroarrow-connector-core", "duckdb_jdbc", "flight-core"} <= set(names)
    assert not [name for name in names if "spark" in name or "junit" in name]


def test_the_default_command_prints_help():
    done = subprocess.run([*command(), *json.loads(argument("CMD"))], capture_output=True, text=True)
    assert done.returncode == 0
    assert "--hosts" in done.stdout


def test_the_entry_point_serves_and_stops_on_sigterm():
    words = [*command(), "--demo", str(ROOT / "notebooks" / "data"), "--bind", "0.0.0.0", "--insecure", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as process:
        line = process.stdout.readline()
        assert line.startswith("listening on grpc://0.0.0.0:")
        port = line.rsplit(":", 1)[1].strip()
        with flightsql.connect(f"grpc://127.0.0.1:{port}", autocommit=True) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM test.airports")
            assert cursor.fetchone() == (3376,)
        process.terminate()
        assert process.wait(timeout=60) in (0, 143)
