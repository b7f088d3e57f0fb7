"""A Chromium for the browser tests: one that is there, else one that is installed. `python -m tests.chromium` prints it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

VARIABLE = "POWERMAP_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGES = ("chromium", "fonts-noto-core", "fonts-noto-cjk")


def find() -> str | None:
    """The path of a Chromium on this computer: the one that POWERMAP_CHROMIUM names, on the PATH, or playwright's own."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None) or _of_playwright()


def find_or_install() -> str | None:
    """The path of a Chromium, installed when there is none; None, with the reason printed, when that fails too."""
    named = os.environ.get(VARIABLE)
    if (path := find()) or named:
        return path or _reason(f"{VARIABLE} is {named}, which is not a program that can be run.")
    reasons = []
    for step in filter(None, (_with_apt(), _with_playwright())):
        for command in step:
            done = _run(command)
            if done:
                reasons.append(done)
                break
        if path := find():
            return path
    return _reason("There is no Chromium, and none could be installed. " + " ".join(reasons)
                   + f" Install one, or set {VARIABLE} to its path.")


def _with_apt() -> list[list[str]] | None:
    if not shutil.which("apt-get") or os.name != "posix" or os.geteuid() != 0:
        return None
    return [["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES]]


def _with_playwright() -> list[list[str]]:
    return [[sys.executable, "-m", "playwright", "install", "chromium"]]


def _of_playwright() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    try:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Exception:
        return None
    return path if path and Path(path).exists() else None


def _run(command: list[str]) -> str | None:
    """None when it worked, else what went wrong."""
    print("+", " ".join(command), file=sys.stderr, flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, env=quiet, stdout=sys.stderr, timeout=900, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"“{' '.join(command)}”: {error}."
    return f"“{' '.join(command)}” ended with code {done.returncode}." if done.returncode else None


def _reason(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    found = find_or_install()
    if not found:
        sys.exit(1)
    print(found)
