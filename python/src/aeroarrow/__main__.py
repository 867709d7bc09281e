"""The command line: python -m aeroarrow scan test.users --limit 10"""

import os
import subprocess
import sys

from ._errors import JvmError
from ._jvm import class_path, command_flags, find_java


def main() -> int:
    try:
        java = find_java()
        command = [str(java.command()), *command_flags(java.version), f"-Daeroarrow.terminals={_terminals()}", "-cp", class_path()]
    except JvmError as error:
        print(f"aeroarrow: {error}", file=sys.stderr)
        return 1
    command += ["io.aeroarrow.cli.Main", *sys.argv[1:]]
    if sys.platform == "win32":
        return subprocess.call(command)
    os.execv(command[0], command)


def _terminals() -> str:
    """Returns the file descriptors that are terminals, which a JVM cannot find out."""
    return "".join(str(number) for number in range(3) if os.isatty(number))


if __name__ == "__main__":
    sys.exit(main())
