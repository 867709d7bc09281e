"""Executes a Scala notebook by the Spark shell of the pyspark package, where there is no kernel of Scala.

Each cell is pasted as a whole, as a kernel would take it, and what the shell prints for it becomes its output. Cells with the tag
"almond" are for that kernel alone: they load jars, which the shell has from its command line.
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
# What the shell says of itself.
CHATTER = ("Pasting file ", "// Exiting paste mode", "Switched off result printing.")


class ScalaCellError(Exception):
    """A cell that did not get to its end; what the shell said of it."""


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

    def say(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def until(self, mark):
        """The lines before the one that begins with this mark, and that one."""
        lines = []
        for line in self.process.stdout:
            line = line.rstrip("\n").removeprefix(PROMPT)
            if line.startswith(mark):
                return lines, line
            lines.append(line)
        raise ScalaCellError("the shell ended:\n" + "\n".join(lines))

    def paste(self, number, source, folder):
        """What a cell prints; an error unless its last statement was reached."""
        file = Path(folder, f"cell-{number}.scala")
        file.write_text(source + f'\nlocally {{ System.setProperty("notebook.cell", "{number}"); () }}\n', encoding="utf-8")
        # A cell that never ends takes the shell with it, and is then told of as such.
        watch = threading.Timer(self.cell_seconds, self.kill)
        watch.start()
        try:
            self.say(f":paste {file}")
            self.say('println("<<end of " + System.getProperty("notebook.cell") + ">>")')
            lines, mark = self.until("<<end of ")
        finally:
            watch.cancel()
        printed = "\n".join(line for line in lines if not line.startswith(CHATTER)).strip("\n")
        if mark != f"<<end of {number}>>":
            raise ScalaCellError(printed)
        return printed

    def kill(self):
        """Ends the JVM with the script that started it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def end(self):
        self.process.stdin.close()
        self.process.stdout.read()
        self.process.wait()


def execute_by_spark_shell(notebook, log, cell_seconds):
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    with log.open("w", encoding="utf-8") as errors, tempfile.TemporaryDirectory() as folder:
        shell = SparkShell(errors, cell_seconds)
        try:
            shell.say('println("<<ready>>")')
            shell.until("<<ready>>")
            # What a cell prints is its output; values of names, with addresses and ports in them, are another each time.
            shell.say(":silent")
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
