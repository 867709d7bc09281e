#!/usr/bin/env python3
"""Runs the notebooks from top to bottom, each on its own embedded server unless AEROSPIKE_HOST names one.

Usage: run.py [--save] [NOTEBOOK...]

The executed notebooks are written to target/notebooks. With --save, the outputs are also saved in the notebooks themselves.
The run stops at the first cell that fails and prints the cell and its error.
"""

import argparse
import os
import re
import shutil
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from spark_shell import ScalaCellError, execute_in_spark_shell

HERE = Path(__file__).resolve().parent
EXECUTED = HERE.parent / "target" / "notebooks"
CELL_SECONDS = 300
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def environment():
    """Sets the same variables as `make jupyter`, and puts the Java of JAVA_HOME on the PATH."""
    os.environ["SPARK_CONF_DIR"] = str(HERE / "conf")
    os.environ["JJAVA_JVM_OPTS"] = "--add-opens=java.base/java.nio=ALL-UNNAMED"
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    if os.environ.get("JAVA_HOME"):
        os.environ["PATH"] = str(Path(os.environ["JAVA_HOME"], "bin")) + os.pathsep + os.environ["PATH"]
    if not shutil.which("java"):
        sys.exit("java is not on the PATH. Set JAVA_HOME to a JDK 17 or newer.")


def execute(notebook, name):
    if notebook.metadata.kernelspec.language == "scala":
        execute_in_spark_shell(notebook, EXECUTED / f"{name}.log", CELL_SECONDS)
    else:
        NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name=notebook.metadata.kernelspec.name,
            resources={"metadata": {"path": str(HERE)}},
            record_timing=False,
            coalesce_streams=True,
        ).execute()


def remove_run_specific_output(notebook, metadata):
    """Removes output that differs between runs: kernel versions and JVM start messages."""
    notebook.metadata = metadata
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
            for output in cell.outputs:
                output.get("metadata", {}).clear()


def text(cell):
    texts = [output.get("text", "") + output.get("data", {}).get("text/plain", "") for output in cell.get("outputs", [])]
    return COLOURS.sub("", "".join(texts)).strip()


def failure(notebook, error):
    """Returns the number of the failed code cell, its source and its error."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    started = [number for number, cell in enumerate(code, 1) if cell.execution_count or cell.outputs] or [1]
    cell = code[started[-1] - 1]
    errors = ["\n".join(output.traceback) for output in cell.outputs if output.output_type == "error"] or [str(error)]
    return f"code cell {started[-1]} failed:\n\n{cell.source}\n\n{COLOURS.sub('', errors[0])}"


def run(path, save):
    start = time.monotonic()
    print(f"{path.name} ...", flush=True)
    notebook = nbformat.read(path, as_version=4)
    saved = [text(cell) for cell in notebook.cells]
    metadata = notebook.metadata.copy()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    try:
        execute(notebook, path.stem)
    except (CellExecutionError, CellTimeoutError, DeadKernelError, ScalaCellError) as error:
        sys.exit(f"{path.name}: {failure(notebook, error)}\n\n0 passed, 1 failed")
    remove_run_specific_output(notebook, metadata)
    nbformat.write(notebook, EXECUTED / path.name)
    if save:
        nbformat.write(notebook, path)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    others = sum(1 for cell, before in zip(notebook.cells, saved) if text(cell) != before)
    note = f"; the output of {others} cells differs from the saved output" if others and not save else ""
    print(f"  {len(code)} cells in {time.monotonic() - start:.0f} s{note}", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--save", action="store_true", help="save the outputs in the notebooks")
    arguments.add_argument("notebooks", nargs="*", type=Path)
    asked = arguments.parse_args()
    environment()
    EXECUTED.mkdir(parents=True, exist_ok=True)
    notebooks = asked.notebooks or sorted(HERE.glob("*.ipynb"))
    for path in notebooks:
        run(path.resolve(), asked.save)
    print(f"{len(notebooks)} passed, 0 failed")


if __name__ == "__main__":
    main()
