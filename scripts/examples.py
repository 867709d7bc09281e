#!/usr/bin/env python3
"""Builds and tests the projects of notebooks/examples against the artifacts in a Maven repository folder.

Usage: scripts/examples.py REPOSITORY-FOLDER

The projects use a separate local repository: AeroArrow's artifacts come only from the folder, and the user's repository stays as it is.
Other artifacts come from the user's repository if it has them.
"""

import os
import subprocess
import sys
import shutil
from pathlib import Path
from xml.sax.saxutils import escape

from maven import ROOT, java_home, maven, stop

SETTINGS = """<settings>
  <profiles>
    <profile>
      <id>examples</id>
      <repositories>
        <repository><id>aeroarrow-built</id><url>{built}</url><snapshots><updatePolicy>always</updatePolicy></snapshots></repository>
        <repository><id>users-own</id><url>{own}</url><snapshots><enabled>false</enabled></snapshots></repository>
      </repositories>
      <pluginRepositories>
        <pluginRepository><id>users-own</id><url>{own}</url><snapshots><enabled>false</enabled></snapshots></pluginRepository>
      </pluginRepositories>
    </profile>
  </profiles>
  <activeProfiles><activeProfile>examples</activeProfile></activeProfiles>
</settings>
"""


def main():
    built = Path(sys.argv[1]).resolve()
    folder = ROOT / "target" / "examples"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "JAVA_HOME": java_home()}
    command = maven(environment)
    settings = folder / "settings.xml"
    own = Path.home() / ".m2" / "repository"
    settings.write_text(SETTINGS.format(built=escape(built.as_uri()), own=escape(own.as_uri())), encoding="utf-8")
    projects = sorted(pom.parent for pom in (ROOT / "notebooks" / "examples").glob("*/pom.xml"))
    for project in projects:
        print(f"  {project.name}", flush=True)
        # Built in a copy: the build writes nothing beside the sources.
        copy = folder / project.name
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(project, copy, ignore=shutil.ignore_patterns("target"))
        done = subprocess.run(
            [command, "-B", "-U", "-ntp", "-gs", settings, f"-Dmaven.repo.local={folder / 'repository'}", "verify"],
            cwd=copy, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        if done.returncode:
            print(done.stdout[-8000:])
            stop(f"the example {project.name} failed")
    print(f"{len(projects)} passed, 0 failed")


if __name__ == "__main__":
    main()
