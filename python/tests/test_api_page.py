"""The page of the API is made from the docstrings, and shows every public name."""

import importlib.util
import inspect
import re
from pathlib import Path

import aeroarrow as aa
import pytest

pytestmark = pytest.mark.no_jvm

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "python-api.md"


@pytest.fixture(scope="module")
def headings():
    return set(re.findall(r"^#{3,4} (?:class )?`?([\w.]+)`?(?:\(\))?$", PAGE.read_text(encoding="utf-8"), re.M))


def members(kind):
    """The public methods and properties that a class itself defines. The fields of a named tuple stand in its table."""
    return [] if issubclass(kind, tuple) else [
        name for name, member in vars(kind).items()
        if not name.startswith("_") and (inspect.isroutine(member) or isinstance(member, (property, classmethod, staticmethod)))
    ]  # fmt: skip


def test_the_page_is_up_to_date():
    spec = importlib.util.spec_from_file_location("python_api", ROOT / "scripts" / "python_api.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert PAGE.read_text(encoding="utf-8") == script.page(), "run `make python-api`"


@pytest.mark.parametrize("name", aa.__all__)
def test_every_public_name_has_a_docstring_and_a_place_on_the_page(name, headings):
    assert name in headings
    thing = getattr(aa, name)
    if name == "__version__":
        return
    # Python makes a docstring for a named tuple that has none.
    assert inspect.getdoc(thing) and not inspect.getdoc(thing).startswith(f"{name}(")
    for member in members(thing) if inspect.isclass(thing) else ():
        assert f"{name}.{member}" in headings
        assert vars(thing)[member].__doc__, f"{name}.{member}"
