"""The address of a Neo4j database, as one text, with the password kept out of sight."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from graph.errors import InvalidRecord
from graph.model import Text

_PASSWORD = re.compile(r"([a-z0-9+]+://[^/:]*):(.*)(@[^@]*)$", re.DOTALL | re.IGNORECASE)
UNREADABLE = Text("The address of the Neo4j store cannot be read; it should be like neo4j://user:password@host:7687/neo4j, with a % in "
                  "the password written as %25.",
                  "无法识别 Neo4j 存储地址；应形如 neo4j://user:password@host:7687/neo4j，密码中的 % 写作 %25。")
SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


@dataclass(frozen=True)
class Address:
    """Where a Neo4j database is and who we are there. `shown` is what people may see of it."""

    uri: str
    database: str | None
    user: str
    password: str = field(repr=False)

    @property
    def shown(self) -> str:
        """Scheme, host and database, never user and password."""
        return f"{self.uri.split('?')[0]}/{self.database}" if self.database else self.uri.split("?")[0]

    @property
    def auth(self) -> tuple[str, str] | None:
        """User and password, None for a server that asks for neither."""
        return (self.user, self.password) if self.user or self.password else None


def is_server(place: str) -> bool:
    """Whether a place is the address of a server rather than a file."""
    return "://" in place or place.lower().startswith(("neo4j:", "neo4j+", "bolt:", "bolt+"))


def address_of(place: str, *, password: str = "") -> Address:
    """The address in `scheme://user:password@host:port/database`; special characters in the password are written as %XX.

    `password` is taken when there is none in it. Raises `InvalidRecord`, which does not tell the password.
    """
    place, inside = without_password(place)  # first, so that no error can tell it
    try:
        parts, port = urlsplit(place), urlsplit(place).port or 7687
    except ValueError:
        raise InvalidRecord(*UNREADABLE) from None
    if parts.scheme not in SCHEMES:
        raise InvalidRecord(*Text("{scheme}:// is not an address of a store. Give a file, or an address such as "
                                  "neo4j://user:password@host:7687/neo4j; it begins with one of {known}.",
                                  "{scheme}:// 不是存储地址。请给出文件，或 neo4j://user:password@host:7687/neo4j "
                                  "这样的地址；开头应为：{known}。").format(scheme=parts.scheme, known=", ".join(SCHEMES)))
    host = parts.hostname
    if not host or parts.path.count("/") > 1:
        raise InvalidRecord(*UNREADABLE)
    host = f"[{host}]" if ":" in host else host
    query = f"?{parts.query}" if parts.query else ""
    password = inside or password
    user = unquote(parts.username or "") or ("neo4j" if password else "")
    return Address(f"{parts.scheme}://{host}:{port}{query}", parts.path.strip("/") or None, user, password)


def without_password(place: str) -> tuple[str, str]:
    """A place without its password, and the password ("" when it has none)."""
    found = _PASSWORD.match(place)
    return (found[1] + found[3], unquote(found[2])) if found else (place, "")
