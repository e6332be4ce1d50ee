"""What to do while a server holds an SQLite database: the address that does the same as a command."""

from collections.abc import Mapping, Sequence

from server.cli.talk import default_language

# Command -> what the running server does in its place.
INSTEAD: Mapping[str, str] = {
    "user add": "POST /api/v1/users",
    "user password": 'PATCH /api/v1/users/{user} {"reset_password": true}',
    "user list": "GET /api/v1/users",
    "token create": "POST /api/v1/tokens",
    "token list": "GET /api/v1/tokens",
    "token revoke": "DELETE /api/v1/tokens/{token}",
    "pack publish": "POST /api/v1/packs/{pack}/publish",
    "parameter list": "GET /api/v1/parameters",
    "parameter set": "PUT /api/v1/parameters/{name}",
    "data import": "POST /api/v1/imports",
    "data undo": "POST /api/v1/imports/{import}/undo",
    "data export": "POST /api/v1/records/{entity}/export",
}


def held_by_server(arguments: Sequence[str]) -> str:
    """What is said when the database file is held by another process, in the language of the terminal."""
    way = INSTEAD.get(" ".join(arguments[:2]))
    if default_language() == "zh-CN":
        other = f"请通过它的接口完成：{way}（以管理员身份登录），或" if way else "请"
        return f"已有服务器正在使用该数据库。{other}先停止服务器。\n"
    other = f"Ask it instead, signed in as an administrator: {way}. Or stop" if way else "Stop"
    return f"A server is running on this database. {other} the server first.\n"
