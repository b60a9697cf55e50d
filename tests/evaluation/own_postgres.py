"""A PostgreSQL server of our own: in a folder of its own, on a socket, for a while."""

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

WHO = "postgres"


@contextmanager
def own_postgres():
    """Start a server that nobody else can reach; give its URL; stop it at the end.

    The server refuses to run as root, so root lets the user of Debian's package do it.
    """
    home = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if os.getuid() == 0:
            shutil.chown(home, WHO, pwd.getpwnam(WHO).pw_gid)
        _run(home, "initdb", "-A", "trust", "-U", WHO, "--locale=C.UTF-8", "-N")
        told = f"-c listen_addresses= -c fsync=off -k {home}"
        _run(home, "pg_ctl", "start", "-w", "-o", told, "-l", str(home / "log"))
        try:
            yield f"postgresql://{WHO}@/postgres?host={home}"
        finally:
            _run(home, "pg_ctl", "stop", "-w", "-m", "immediate")
    finally:
        shutil.rmtree(home)


def _run(home, name, *words):
    """Run one of the server's programs, as somebody who is not root."""
    (program, *_) = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    as_user = ["setpriv", f"--reuid={WHO}", f"--regid={WHO}", "--init-groups"]
    before = as_user if getpass.getuser() == "root" or os.getuid() == 0 else []
    subprocess.run(
        [*before, program, "-D", home / "data", *words],
        check=True,
        cwd=home,
        stdout=subprocess.DEVNULL,
    )
