#!/usr/bin/env python3
"""Runs Maven and prints one line per module and its test counts; prints the end of Maven's log only if the build fails.

Usage: scripts/maven.py LOG-NAME MAVEN-ARGUMENT...
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEAST_JAVA = 17
LEAST_MAVEN = (3, 8)

MODULE = re.compile(r"^\[INFO\] Building AeroArrow(?:: (.+?))? \S+ +\[(\d+)/(\d+)\]")
COUNTS = re.compile(r"^\[\w+\] Tests run: (\d+), Failures: (\d+), Errors: (\d+), Skipped: (\d+)$")


def stop(message):
    sys.exit("AeroArrow: " + message)


def java_home():
    """Returns the home of the JDK for Maven; stops if there is none or it is too old."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if not java or not os.access(java, os.X_OK):
        where = f"JAVA_HOME is {home}, which has no bin/java" if home else "there is no java on the PATH"
        stop(f"JDK {LEAST_JAVA} or newer is required: {where}.\n  Debian: apt install openjdk-17-jdk-headless")
    told = subprocess.run([java, "-XshowSettings:properties", "-version"], capture_output=True, text=True)
    settings = dict(re.findall(r"^\s+([\w.]+) = (.*)$", told.stderr, re.M))
    version = settings.get("java.specification.version", "unknown")
    if not version.isdigit() or int(version) < LEAST_JAVA:
        stop(f"JDK {LEAST_JAVA} or newer is required; {java} is version {version}. Set JAVA_HOME to a newer one.")
    home = home or settings.get("java.home", "")
    if not Path(home, "bin", "javac").exists():
        stop(f"a JDK is required; {home} has no compiler (javac).\n  Debian: apt install openjdk-17-jdk-headless")
    return home


def maven(environment):
    """Returns Maven's command; stops if there is none or it is too old."""
    command = shutil.which("mvn")
    if not command:
        stop("Maven 3.8 or newer is required: there is no mvn on the PATH.\n  Debian: apt install maven")
    told = subprocess.run([command, "-v"], capture_output=True, text=True, env=environment).stdout
    version = re.search(r"Apache Maven (\d+)\.(\d+)", told)
    if not version:
        stop(f"{command} -v prints no version; its output:\n{told}")
    if tuple(map(int, version.groups())) < LEAST_MAVEN:
        stop(f"Maven 3.8 or newer is required; {command} is {version.group(0)}.")
    return command


def show(line, totals):
    module = MODULE.match(line)
    if module:
        print(f"  [{module.group(2)}/{module.group(3)}] {module.group(1) or 'parent'}", flush=True)
    counts = COUNTS.match(line)
    if counts:
        print("      " + line.split("] ", 1)[1], flush=True)
        for i, count in enumerate(counts.groups()):
            totals[i] += int(count)


def main():
    log = ROOT / "target" / f"{sys.argv[1]}.log"
    log.parent.mkdir(exist_ok=True)
    environment = dict(os.environ)
    environment["JAVA_HOME"] = java_home()
    command = [maven(environment), "-B", *sys.argv[2:]]
    print(f"Building (the first build downloads its dependencies). Log: {log.relative_to(ROOT)}", flush=True)
    start = time.monotonic()
    lines = []
    totals = [0, 0, 0, 0]
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
        for line in process.stdout:
            out.write(line)
            lines.append(line)
            show(line.rstrip(), totals)
    if process.wait() != 0:
        sys.stdout.writelines(lines[-200:])
        stop(f"the build failed; see the full log in {log}")
    run, failures, errors, skipped = totals
    if run:
        print(f"{run - failures - errors - skipped} passed, {failures + errors} failed, {skipped} skipped")
    print(f"Done in {time.monotonic() - start:.0f} s.", flush=True)


if __name__ == "__main__":
    main()
