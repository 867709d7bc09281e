#!/usr/bin/env python3
"""Holds what `mvn deploy` has put into a folder to what Maven Central asks for, except for signatures.

Usage: scripts/release_check.py REPOSITORY-FOLDER
"""

import re
import sys
import xml.etree.ElementTree as xml
import zipfile
from pathlib import Path

POM = "{http://maven.apache.org/POM/4.0.0}"
ASKED = ["name", "description", "url", "licenses/license/name", "licenses/license/url", "developers/developer/name", "scm/connection", "scm/url"]
EXPECTED = {
    "aeroarrow-arrow-batch", "aeroarrow-arrow-files", "aeroarrow-bom", "aeroarrow-command-line", "aeroarrow-connector-core",
    "aeroarrow-embedded-server", "aeroarrow-parent", "aeroarrow-spark-datasource",
}  # fmt: skip


def faults_of_pom(pom):
    root = xml.parse(pom).getroot()
    for path in ASKED:
        found = root.find("/".join(POM + name for name in path.split("/")))
        if found is None or not (found.text or "").strip():
            yield f"its POM has no {path}"
    jar = root.findtext(POM + "packaging", "jar") == "jar"
    if jar and root.find(POM + "parent") is not None:
        yield "its POM is not flattened: it has a parent"
    if jar and re.search(r"\$\{", pom.read_text(encoding="utf-8")):
        yield "its POM has properties that nobody has resolved"


def faults_of_files(folder, stem):
    for suffix in "", "-sources", "-javadoc":
        jar = folder / f"{stem}{suffix}.jar"
        if not jar.exists():
            yield f"there is no {jar.name}"
        elif not suffix and "META-INF/LICENSE" not in zipfile.ZipFile(jar).namelist():
            yield f"{jar.name} has no META-INF/LICENSE"
    if not (folder / f"{stem}-cyclonedx.json").exists():
        yield "there is no SBOM"


def faults_of_shaded_jar(jar):
    """What the Spark jar has inside must be in its notice, by name and version."""
    with zipfile.ZipFile(jar) as file:
        notice = file.read("META-INF/NOTICE").decode()
        versions = set(re.findall(r"\.version=(.*)", file.read("META-INF/io.netty.versions.properties").decode()))
        shaded = {"/".join(name.split("/")[3:5]) for name in file.namelist() if name.startswith("io/aeroarrow/shaded/") and name.endswith(".class")}
    known = {"io/netty": "Netty", "at/favre": "bcrypt"}
    for package in shaded:
        if known.get(package, "\0") not in notice:
            yield f"META-INF/NOTICE does not tell of {package}, which is inside"
    for version in versions:
        if f"Netty {version.strip()}" not in notice:
            yield f"META-INF/NOTICE does not tell of Netty {version}"


def main():
    group = Path(sys.argv[1], "io", "aeroarrow")
    found = {folder.name for folder in group.iterdir() if folder.is_dir()}
    faults = [f"{name} is missing" for name in EXPECTED - found] + [f"{name} is published; is it to be?" for name in found - EXPECTED]
    versions = set()
    for name in sorted(found & EXPECTED):
        pom = max(group.glob(f"{name}/*/*.pom"), key=lambda file: file.stat().st_mtime)
        versions.add(pom.parent.name)
        own = list(faults_of_pom(pom))
        if name not in ("aeroarrow-parent", "aeroarrow-bom"):
            own += faults_of_files(pom.parent, pom.stem)
        if name == "aeroarrow-spark-datasource":
            own += faults_of_shaded_jar(pom.with_suffix(".jar"))
        for file in pom.parent.glob(f"{pom.stem}*"):
            if file.suffix not in (".md5", ".sha1") and not file.with_name(file.name + ".sha1").exists():
                own.append(f"{file.name} has no checksum")
        faults += [f"{name}: {fault}" for fault in own]
        print(f"  {name} {pom.parent.name}{'' if own else ', complete'}")
    for fault in faults:
        print(f"AeroArrow: {fault}", file=sys.stderr)
    if any(version.endswith("-SNAPSHOT") for version in versions):
        print("  A release needs a version without -SNAPSHOT, and signatures (maven-gpg-plugin); all else is there." if not faults else "")
    print(f"{len(found)} passed, {len(faults)} failed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
