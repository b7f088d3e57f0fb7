"""What a Neo4j server or its driver says, as a sentence for a person: what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    UnsupportedServerProduct,
)

from graph.errors import StoreUnavailable, Unreachable
from graph.model import Text
from graph.store.address import Address

AWAY = Text("The Neo4j server at {where} cannot be reached. Check that it runs and that the address is right.",
            "无法连接 {where} 的 Neo4j 服务器。请检查服务器是否运行、地址是否正确。")
STARTING = Text("The Neo4j server at {where} runs, and its database is not ready: it is starting, or something is wrong with it. Try again "
                "in a moment; the log of the server tells more.",
                "{where} 的 Neo4j 服务器在运行，但数据库尚未就绪：可能正在启动，也可能有故障。请稍候再试；详情见服务器日志。")
PLAIN = Text("There is no encrypted connection to the Neo4j server at {where}. For a server without encryption the address begins with "
             "neo4j:// or bolt://, for one with a certificate of its own with neo4j+ssc:// or bolt+ssc://.",
             "无法与 {where} 的 Neo4j 服务器建立加密连接。服务器未启用加密时，地址以 neo4j:// 或 bolt:// 开头；"
             "使用自签名证书时，以 neo4j+ssc:// 或 bolt+ssc:// 开头。")
OTHER = Text("What answers at {where} is not a Neo4j server that Powermap can talk to. Check the address and the port, and the version of "
             "the server.", "{where} 上应答的不是 Powermap 可以连接的 Neo4j 服务器。请检查地址、端口和服务器版本。")
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
FULL = Text("The database at {where} has stopped, most likely because its disk is full. Free some space on the server and restart it; "
            "look then whether the last change was written. All earlier ones were.",
            "{where} 的数据库已停止工作，很可能是磁盘已满。请在服务器上清理空间并重启，然后查看最后一次更改是否已写入；"
            "之前的更改都已写入。")
TOO_LARGE = Text("This is too large for one transaction of the Neo4j server at {where}: {said} Nothing was changed. Give the server more "
                 "memory (server.memory.heap.max_size), or import in parts.",
                 "对 {where} 的 Neo4j 服务器来说，一次事务中的数据量过大：{said} 没有改动任何内容。"
                 "请增加服务器内存（server.memory.heap.max_size），或分批导入。")
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
    "Neo.DatabaseError.Transaction.TransactionCommitFailed": FULL,  # in the log already: a restart may bring the change back
    "Neo.DatabaseError.Transaction.TransactionStartFailed": FULL,
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": TOO_LARGE,
    "Neo.TransientError.General.DatabaseUnavailable": STARTING,
    "Neo.TransientError.Database.DatabaseUnavailable": STARTING,
}
AWAY_TYPES = (ServiceUnavailable, SessionExpired, ConnectionAcquisitionTimeoutError, OSError)


@contextmanager
def speaking(address: Address) -> Iterator[None]:
    """Turns whatever the driver raises into `StoreUnavailable`."""
    try:
        yield
    except Exception as error:
        if not isinstance(error, DriverError | Neo4jError | OSError) and not type(error).__module__.startswith("neo4j."):
            raise
        server = next((cause for cause in _behind(error) if isinstance(cause, Neo4jError)), None)
        said = str(server.message if server else error).strip().rstrip(".") + "."
        sentence = _sentence(error)
        kind = Unreachable if sentence in (AWAY, STARTING) else StoreUnavailable
        raise kind(*sentence.format(where=address.shown, said=said)) from None


@contextmanager
def opening(address: Address) -> Iterator[None]:
    """The same for what is wrong in the address itself."""
    try:
        yield
    except (ConfigurationError, ValueError) as error:
        raise StoreUnavailable(*ADDRESS.format(where=address.shown, said=str(error))) from None


def _sentence(error: Exception) -> Text:
    found = (_known(cause) for cause in _behind(error))
    return next((sentence for sentence in found if sentence), AWAY if isinstance(error, AWAY_TYPES) else TROUBLE)


def _behind(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it: of a routed address the driver tells only that no server helped, and keeps what each said."""
    yield error
    for cause in (*getattr(error, "exceptions", ()), error.__cause__):
        if cause is not None:
            yield from _behind(cause)


def _known(error: BaseException) -> Text | None:
    if known := BY_CODE.get(str(getattr(error, "code", ""))):
        return known
    if isinstance(error, AuthError):
        return REFUSED
    if isinstance(error, UnsupportedServerProduct) or "looks like HTTP" in str(error):
        return OTHER
    if type(error).__name__ == "BoltSecurityError" and not isinstance(error.__cause__, TimeoutError):
        return PLAIN
    if isinstance(error, Neo4jError) and "disk" in str(error).lower():
        return FULL
    return None
