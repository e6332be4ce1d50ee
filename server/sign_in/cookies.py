"""The cookie of a session: opaque, for this host alone, out of reach of scripts."""

from collections.abc import Mapping
from datetime import timedelta
from http.cookies import CookieError, SimpleCookie


class Cookies:
    """Names, sets and reads the cookie. Over https its name binds it to the host (``__Host-``)."""

    def __init__(self, *, https: bool) -> None:
        """``https``: whether browsers come by https."""
        self.name = "__Host-pointsman" if https else "pointsman"
        self._secure = "; Secure" if https else ""

    def read(self, headers: Mapping[str, str]) -> str | None:
        """What the cookie holds, if there is one."""
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self.name)
        except CookieError:
            return None
        return found.value if found else None

    def set(self, secret: str, lasts: timedelta) -> dict[str, str]:
        """The header that gives the cookie to a browser."""
        return self._header(secret, int(lasts.total_seconds()))

    def clear(self) -> dict[str, str]:
        """The header that takes it away."""
        return self._header("", 0)

    def _header(self, value: str, seconds: int) -> dict[str, str]:
        return {
            "Set-Cookie": f"{self.name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{self._secure}"
        }
