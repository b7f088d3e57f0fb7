"""Which store is meant, and that nobody tells the password."""

import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from graph.errors import InvalidRecord, StoreUnavailable
from graph.store.address import address_of, is_server, without_password
from graph.store.open import open_store, place_of_store

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("place", "uri", "database", "auth"), [
    ("neo4j://u:p@h:7688/db", "neo4j://h:7688", "db", ("u", "p")),
    ("bolt://h", "bolt://h:7687", None, None),
    ("neo4j+s://u@h/db", "neo4j+s://h:7687", "db", ("u", "given")),
    ("neo4j://u:p%40%25@h", "neo4j://h:7687", None, ("u", "p@%")),
    ("neo4j://u:a/b@c:d@h", "neo4j://h:7687", None, ("u", "a/b@c:d")),
    ("neo4j://me@corp.com:pw@h", "neo4j://h:7687", None, ("me@corp.com", "pw")),
    ("neo4j://u:p@h:7687?policy=eu", "neo4j://h:7687?policy=eu", None, ("u", "p")),
    ("bolt://u:p@[::1]:7687/db", "bolt://[::1]:7687", "db", ("u", "p"))])
def test_an_address_is_taken_apart(place, uri, database, auth):
    address = address_of(place, password="given" if "u@h" in place else "")
    assert (address.uri, address.database, address.auth) == (uri, database, auth)
    assert "u:p" not in address.shown and "u@" not in address.shown


@pytest.mark.parametrize("place", ["neo5j://u:secret@h", "neo4j:/u:secret@h", "neo4j://u:secret@h:port", "neo4j://u:secret@",
                                   "neo4j://u:secret@h/a/b", "neo4j://u:secret@[::1", "http://u:secret@h", "bolt:u:secret"])
def test_a_wrong_address_is_told_without_the_password(place):
    assert is_server(place)
    with pytest.raises(InvalidRecord) as caught:
        open_store(place)
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caught.value.zh
    assert "neo4j://user:password@host:7687/neo4j" in told
    assert "secret" not in told.replace(place, "")
    assert place not in str(caught.value)


def test_a_file_is_no_server():
    assert not any(map(is_server, ("accounts.sqlite", "/a/b.sqlite", "C:\\x.sqlite", "bolts.sqlite")))


def test_the_secrets_of_the_folder_name_the_store(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / ".streamlit").mkdir()
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.write_text('POWERMAP_STORE = "mine.sqlite"\n')
    assert place_of_store() == "mine.sqlite"
    monkeypatch.setenv("POWERMAP_STORE", "said.sqlite")
    assert place_of_store() == "said.sqlite"
    monkeypatch.delenv("POWERMAP_STORE")
    secrets.write_text('POWERMAP_STORE = "neo4j://u:secret@h\n')
    with pytest.raises(StoreUnavailable, match="secrets.toml cannot be read") as caught:
        place_of_store()
    assert "secret@" not in str(caught.value)


@pytest.mark.parametrize("form", ["--store {}", "--store={}"])
def test_a_password_leaves_the_list_of_processes(form, tmp_path):
    place = "neo4j://somebody:verysecret@127.0.0.1:1"
    assert without_password(place) == ("neo4j://somebody@127.0.0.1:1", "verysecret")
    code = ("import os, subprocess, sys, cli; cli.open_store = lambda where: print('STORE', where, "
            "open('/proc/self/cmdline').read().replace(chr(0), ' '), os.environ['POWERMAP_PASSWORDS']) or sys.exit(); "
            "cli._hide_passwords(); cli.main()")
    ran = subprocess.run([sys.executable, "-c", code, "accounts", *form.format(place).split()], cwd=ROOT, text=True,
                         capture_output=True, env={**os.environ, "HOME": str(tmp_path)}, timeout=60)
    told = ran.stdout.strip()
    assert told.startswith("STORE neo4j://somebody@127.0.0.1:1"), ran
    assert told.count("verysecret") == 1  # in the environment alone
