"""Connects the notebooks to the server that AEROSPIKE_HOST and AEROSPIKE_PORT name, or starts an embedded server.

The jars in target/jars come from `make notebooks` or `make jupyter`.
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
    """The address of a server. `stop()` stops a server that this module started; it leaves other servers alone."""

    def __init__(self, host, port, process=None):
        self.host = host
        self.port = port
        self.address = f"{host}:{port}"
        self.namespace = os.environ.get("AEROSPIKE_NAMESPACE", "test")
        self._process = process

    def __str__(self):
        return "an embedded server, in memory only" if self._process else f"the server at {self.address}"

    def command_line(self, *arguments):
        """Runs ./aeroarrow with these arguments on this server and returns its standard output."""
        command = [*java(), "io.aeroarrow.cli.Main", *map(str, arguments), "--hosts", self.address]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"aeroarrow failed with exit code {done.returncode}: {done.stderr}")
        return done.stdout

    def stop(self):
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process.stdout.close()
            atexit.unregister(self.stop)


def start():
    """Returns the server that AEROSPIKE_HOST names, or starts an embedded one."""
    host = os.environ.get("AEROSPIKE_HOST")
    if host:
        return Server(host, int(os.environ.get("AEROSPIKE_PORT", "3000")))
    process = subprocess.Popen(
        [*java(), "io.aeroarrow.embedded.ServerMain", "--port", "0"], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    line = process.stdout.readline()
    if not line.startswith("listening on "):
        raise RuntimeError(f"the server did not start: exit code {process.wait()}, output {line!r}")
    host, port = line.split()[-1].rsplit(":", 1)
    server = Server(host, int(port), process)
    atexit.register(server.stop)
    return server


def serve(server):
    """Starts a Flight server on a cluster and returns its address. It ends with this process."""
    command = [str(HERE.parent / "aeroarrow"), "serve", "--hosts", server.address, "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    line = process.stdout.readline()
    if not line.startswith("listening on "):
        raise RuntimeError(f"the Flight server did not start: exit code {process.wait()}, output {line!r}")
    # Registered after the cluster's end, so it runs before it.
    atexit.register(lambda: (process.terminate(), process.wait(), process.stdout.close()))
    return line.split()[-1]


def java():
    """Returns the command that runs a class of the jars in target/jars."""
    if not Path(SPARK_JAR).exists():
        raise FileNotFoundError(f"{SPARK_JAR} does not exist. Run `make notebooks` or `make jupyter` once: they build the jars.")
    home = os.environ.get("JAVA_HOME")
    command = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if not command:
        raise FileNotFoundError("java is not on the PATH. Set JAVA_HOME to a JDK 17 or newer.")
    return [command, "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp", str(JARS / "jvm" / "*")]
