"""A server for the notebooks: the one that AEROSPIKE_HOST and AEROSPIKE_PORT name, or an embedded one in a process of its own.

`make notebooks` and `make jupyter` build the jars that this finds in target/jars.
"""

import atexit
import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
JARS = HERE / "target" / "jars"
SPARK_JAR = str(JARS / "spark" / "aeroarrow-spark-datasource.jar")


class Server:
    """Where a server is. `stop()` ends one that was started here, and leaves any other alone."""

    def __init__(self, host, port, process=None):
        self.host = host
        self.port = port
        self.address = f"{host}:{port}"
        self.namespace = os.environ.get("AEROSPIKE_NAMESPACE", "test")
        self._process = process

    def __str__(self):
        return "an embedded server, in memory only" if self._process else f"the server at {self.address}"

    def command_line(self, *words):
        """Runs ./aeroarrow with these words on this server, and gives what it printed."""
        command = [*java(), "io.aeroarrow.cli.Main", *map(str, words), "--hosts", self.address]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"aeroarrow ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def stop(self):
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process.stdout.close()
            atexit.unregister(self.stop)


def start():
    """Gives the server that the environment names, or starts one."""
    host = os.environ.get("AEROSPIKE_HOST")
    if host:
        return Server(host, int(os.environ.get("AEROSPIKE_PORT", "3000")))
    process = subprocess.Popen(
        [*java(), "io.aeroarrow.embedded.ServerMain", "--port", "0"], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    said = process.stdout.readline()
    if not said.startswith("listening on "):
        raise RuntimeError(f"the server did not start; it said {said!r} and ended with {process.wait()}")
    host, port = said.split()[-1].rsplit(":", 1)
    server = Server(host, int(port), process)
    atexit.register(server.stop)
    return server


def java():
    """The command that runs a class of the jars that this folder has."""
    if not Path(SPARK_JAR).exists():
        raise FileNotFoundError(f"there is no {SPARK_JAR}: run `make notebooks` or `make jupyter` once, which build the jars")
    home = os.environ.get("JAVA_HOME")
    command = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if not command:
        raise FileNotFoundError("there is no java on the PATH; set JAVA_HOME to a JDK 17 or newer")
    return [command, "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp", str(JARS / "jvm" / "*")]
