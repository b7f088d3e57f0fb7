"""What a Neo4j server or its driver says, as a sentence for a person: what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph.errors import StoreUnavailable
from graph.model import Text
from graph.store.address import Address

AWAY = Text("The Neo4j server at {where} cannot be reached. Check that it runs and that the address is right.",
            "无法连接 {where} 的 Neo4j 服务器。请检查服务器是否运行、地址是否正确。")
REFUSED = Text("The Neo4j server at {where} refuses the user or the password. Correct them in POWERMAP_STORE, or set POWERMAP_PASSWORD.",
               "{where} 的 Neo4j 服务器拒绝该用户名或密码。请在 POWERMAP_STORE 中更正，或设置 POWERMAP_PASSWORD。")
EXPIRED = Text("The password for the Neo4j server at {where} must be changed first: sign in once with Neo4j Browser or cypher-shell.",
               "{where} 的 Neo4j 密码需要先修改：请用 Neo4j Browser 或 cypher-shell 登录一次。")
TOO_OFTEN = Text("The Neo4j server at {where} has locked this user after too many wrong passwords; wait a moment.",
                 "密码错误次数过多，{where} 的 Neo4j 服务器已暂时锁定该用户；请稍候再试。")
NO_DATABASE = Text("The Neo4j server has no database at {where}. The last part of the address names it; without it the server's own "
                   "default is used.", "Neo4j 服务器上没有 {where} 这个数据库。地址的最后一部分是数据库名；不写则使用服务器的默认数据库。")
READ_ONLY = Text("The database at {where} is read-only: the account can be looked at, and nothing can be changed.",
                 "{where} 的数据库是只读的：可以查看客户，不能更改。")
FORBIDDEN = Text("The user may not do this in the database at {where}: {said}",
                 "该用户无权在 {where} 的数据库中执行此操作：{said}")
FULL = Text("The database at {where} cannot write any more, most likely because its disk is full. Nothing was changed; free some space "
            "on the server and restart it.", "{where} 的数据库已无法写入，很可能是磁盘已满。没有改动任何内容；请在服务器上清理空间并重启。")
TROUBLE = Text("The Neo4j server at {where} could not do this: {said} Nothing was changed.",
               "{where} 的 Neo4j 服务器无法完成此操作：{said} 没有改动任何内容。")
ADDRESS = Text("The address of the Neo4j store at {where} cannot be used: {said}", "无法使用 {where} 的 Neo4j 存储地址：{said}")

BY_CODE = {
    "Neo.ClientError.Security.CredentialsExpired": EXPIRED,
    "Neo.ClientError.Security.AuthenticationRateLimit": TOO_OFTEN,
    "Neo.ClientError.Database.DatabaseNotFound": NO_DATABASE,
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": READ_ONLY,
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": READ_ONLY,
    "Neo.ClientError.Security.Forbidden": FORBIDDEN,
    "Neo.DatabaseError.Transaction.TransactionLogError": FULL,
    "Neo.TransientError.Database.DatabaseUnavailable": AWAY,
}


@contextmanager
def speaking(address: Address) -> Iterator[None]:
    """Turns whatever the driver raises into `StoreUnavailable`."""
    try:
        yield
    except (DriverError, Neo4jError, OSError, ValueError) as error:
        said = str(getattr(error, "message", None) or error).strip().rstrip(".") + "."
        raise StoreUnavailable(*_sentence(error).format(where=address.shown, said=said)) from None


def _sentence(error: Exception) -> Text:
    known = BY_CODE.get(str(getattr(error, "code", "")))
    if known is not None:
        return known
    if isinstance(error, AuthError):
        return REFUSED
    if isinstance(error, ConfigurationError | ValueError):
        return ADDRESS
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError):
        return AWAY
    if isinstance(error, ClientError | Neo4jError) and "disk" in str(error).lower():
        return FULL
    return TROUBLE
