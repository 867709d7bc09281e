#!/usr/bin/env python3
"""Checks that the artifacts that `mvn deploy` wrote to a folder meet Maven Central's requirements, except for signatures.

Usage: scripts/release_check.py REPOSITORY-FOLDER
"""

import re
import sys
import xml.etree.ElementTree as xml
import zipfile
from pathlib import Path

POM = "{http://maven.apache.org/POM/4.0.0}"
REQUIRED = ["name", "description", "url", "licenses/license/name", "licenses/license/url", "developers/developer/name", "scm/connection", "scm/url"]
# Each published artifact, and the name of its Java module if it is a jar.
EXPECTED = {
    "aeroarrow-arrow-batch": "io.aeroarrow.arrow",
    "aeroarrow-arrow-files": "io.aeroarrow.files",
    "aeroarrow-bom": None,
    "aeroarrow-command-line": "io.aeroarrow.cli",
    "aeroarrow-connector-core": "io.aeroarrow.core",
    "aeroarrow-embedded-server": "io.aeroarrow.embedded",
    "aeroarrow-flight-server": "io.aeroarrow.flight",
    "aeroarrow-parent": None,
    "aeroarrow-spark-datasource": "io.aeroarrow.spark",
}


def faults_of_pom(pom):
    root = xml.parse(pom).getroot()
    for path in REQUIRED:
        found = root.find("/".join(POM + name for name in path.split("/")))
        if found is None or not (found.text or "").strip():
            yield f"its POM has no {path}"
    jar = root.findtext(POM + "packaging", "jar") == "jar"
    if jar and root.find(POM + "parent") is not None:
        yield "its POM is not flattened: it has a parent"
    if jar and re.search(r"\$\{", pom.read_text(encoding="utf-8")):
        yield "its POM has unresolved properties"


def faults_of_files(folder, stem):
    for suffix in "", "-sources", "-javadoc":
        jar = folder / f"{stem}{suffix}.jar"
        if not jar.exists():
            yield f"{jar.name} is missing"
        elif not suffix and "META-INF/LICENSE" not in zipfile.ZipFile(jar).namelist():
            yield f"{jar.name} has no META-INF/LICENSE"
    if not (folder / f"{stem}-cyclonedx.json").exists():
        yield "the SBOM is missing"


def faults_of_manifest(jar, module):
    with zipfile.ZipFile(jar) as file:
        manifest = file.read("META-INF/MANIFEST.MF").decode()
    # A line of a manifest continues after a line break and a space.
    manifest = manifest.replace("\r\n", "\n").replace("\n ", "")
    found = re.findall(r"^Automatic-Module-Name: (.*)$", manifest, re.M)
    if found != [module]:
        yield f"{jar.name} has the Automatic-Module-Name {found[0] if len(found) == 1 else found}; expected {module}"


def faults_of_shaded_jar(jar):
    """The notice of the Spark jar must list each shaded library with its version."""
    with zipfile.ZipFile(jar) as file:
        notice = file.read("META-INF/NOTICE").decode()
        versions = set(re.findall(r"\.version=(.*)", file.read("META-INF/io.netty.versions.properties").decode()))
        shaded = {"/".join(name.split("/")[3:5]) for name in file.namelist() if name.startswith("io/aeroarrow/shaded/") and name.endswith(".class")}
    known = {"io/netty": "Netty", "at/favre": "bcrypt"}
    for package in shaded:
        if known.get(package, "\0") not in notice:
            yield f"META-INF/NOTICE does not list {package}, which the jar contains"
    for version in versions:
        if f"Netty {version.strip()}" not in notice:
            yield f"META-INF/NOTICE does not list Netty {version}"


def main():
    group = Path(sys.argv[1], "io", "aeroarrow")
    found = {folder.name for folder in group.iterdir() if folder.is_dir()}
    faults = [f"{name} is missing" for name in EXPECTED.keys() - found]
    faults += [f"{name} is published, but not in the list of scripts/release_check.py" for name in found - EXPECTED.keys()]
    versions = set()
    for name in sorted(found & EXPECTED.keys()):
        pom = max(group.glob(f"{name}/*/*.pom"), key=lambda file: file.stat().st_mtime)
        versions.add(pom.parent.name)
        own = list(faults_of_pom(pom))
        module = EXPECTED[name]
        if module:
            own += faults_of_files(pom.parent, pom.stem)
            for jar in pom.parent.glob(f"{pom.stem}*.jar"):
                if not jar.stem.endswith(("-sources", "-javadoc")):
                    own += faults_of_manifest(jar, module)
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
        print("  A release also needs a version without -SNAPSHOT, and signatures (maven-gpg-plugin)." if not faults else "")
    print(f"{len(found)} passed, {len(faults)} failed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
