"""Runs a Scala notebook in the Spark shell of the pyspark package, without a Scala kernel.

Each cell is pasted as a whole. The text that the shell prints becomes the output of the cell. Cells with the tag "almond" are
skipped: they load jars, which the shell gets from its command line.
"""

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

import pyspark
from nbformat.v4 import new_output

HERE = Path(__file__).resolve().parent
JARS = HERE / "target" / "jars" / "spark"
PROMPT = "scala> "
# Messages of the shell itself.
SHELL_MESSAGES = ("Pasting file ", "// Exiting paste mode", "Switched off result printing.")


class ScalaCellError(Exception):
    """A cell failed. The message is the output of the shell."""


class SparkShell:
    def __init__(self, log, cell_seconds):
        self.cell_seconds = cell_seconds
        home = Path(pyspark.__file__).parent
        command = [
            str(home / "bin" / "spark-shell"),
            "--master", "local[2]",
            "--jars", ",".join(str(jar) for jar in sorted(JARS.glob("*.jar"))),
            "--conf", "spark.ui.enabled=false",
            "--conf", "spark.ui.showConsoleProgress=false",
            "--conf", "spark.sql.shuffle.partitions=2",
            "--conf", "spark.sql.session.timeZone=UTC",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command, cwd=HERE, env={**os.environ, "SPARK_HOME": str(home)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True,
        )  # fmt: skip

    def send(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def until(self, mark):
        """Returns the lines before the line that begins with the mark, and that line."""
        lines = []
        for line in self.process.stdout:
            line = line.rstrip("\n").removeprefix(PROMPT)
            if line.startswith(mark):
                return lines, line
            lines.append(line)
        raise ScalaCellError("the shell ended early:\n" + "\n".join(lines))

    def paste(self, number, source, folder):
        """Runs a cell and returns its output. Raises an error if the cell does not reach its last statement."""
        file = Path(folder, f"cell-{number}.scala")
        file.write_text(source + f'\nlocally {{ System.setProperty("notebook.cell", "{number}"); () }}\n', encoding="utf-8")
        # A cell that exceeds its time kills the shell, which makes the cell fail.
        watch = threading.Timer(self.cell_seconds, self.kill)
        watch.start()
        try:
            self.send(f":paste {file}")
            self.send('println("<<end of " + System.getProperty("notebook.cell") + ">>")')
            lines, mark = self.until("<<end of ")
        finally:
            watch.cancel()
        printed = "\n".join(line for line in lines if not line.startswith(SHELL_MESSAGES)).strip("\n")
        if mark != f"<<end of {number}>>":
            raise ScalaCellError(printed)
        return printed

    def kill(self):
        """Kills the JVM and the script that started it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def end(self):
        self.process.stdin.close()
        self.process.stdout.read()
        self.process.wait()


def execute_in_spark_shell(notebook, log, cell_seconds):
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    with log.open("w", encoding="utf-8") as errors, tempfile.TemporaryDirectory() as folder:
        shell = SparkShell(errors, cell_seconds)
        try:
            shell.send('println("<<ready>>")')
            shell.until("<<ready>>")
            # Keep printed text only: values of names contain addresses and ports, which differ between runs.
            shell.send(":silent")
            for number, cell in enumerate(cells, 1):
                cell.execution_count = number
                if "almond" in cell.metadata.get("tags", []):
                    continue
                printed = shell.paste(number, cell.source, folder)
                if printed:
                    cell.outputs = [new_output("stream", name="stdout", text=printed + "\n")]
            shell.end()
        finally:
            shell.kill()
            shell.process.wait()
