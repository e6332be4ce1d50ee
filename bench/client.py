"""The client that is used where wrk is not: HTTP/1.1 over plain connections, one request after the other on each.

It takes and tells the same as ``requests.lua``, but costs more CPU time than wrk, which its figures show.
"""

import asyncio
import json
import random
import sys
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Client:
    """Numbers handed out, latencies in seconds collected."""

    host: str
    port: int
    method: str
    path: str
    body: str
    token: str
    start: int
    stride: int
    modulo: int
    centres: int
    pause: float = 0.0
    sent: int = 0
    failed: int = 0
    took: list[float] = field(default_factory=list[float])

    def next(self) -> bytes:
        """The next request."""
        number = 1 + (self.start + self.sent) * self.stride % self.modulo
        self.sent += 1
        body = self._filled(self.body, number).encode()
        lines = [
            f"{self.method} {self._filled(self.path, number)} HTTP/1.1",
            f"Host: {self.host}:{self.port}",
            f"Authorization: Bearer {self._filled(self.token, number)}",
            *(["Content-Type: application/json", f"Content-Length: {len(body)}"] if body else []),
        ]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def _filled(self, template: str, number: int) -> str:
        values = {
            "n": f"{number}",
            "id": f"{number:025}",
            "c": f"{number % self.centres}",
            "nine": f"{number:09}",
        }
        for name, value in values.items():
            template = template.replace("{" + name + "}", value)
        return template

    async def run(self, until: float) -> None:
        """Ask on one connection until the time is over, after a pause each time: ``pause`` seconds on average."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        while time.perf_counter() < until:
            await asyncio.sleep(random.uniform(0, 2 * self.pause))
            began = time.perf_counter()
            writer.write(self.next())
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            await reader.readexactly(int(length.partition(b":")[2]))
            self.took.append(time.perf_counter() - began)
            self.failed += int(head[9:12]) >= 400
        writer.close()


async def main(url: str, clients: str, seconds: str, *about: str) -> None:
    """Run all connections, then tell."""
    parts = urlsplit(url)
    method, path, body, token = about[:4]
    start, stride, modulo, centres = (int(number) for number in about[4:8])
    pause = float(about[8]) if about[8:] else 0.0
    host, port = parts.hostname or "", parts.port or 80
    client = Client(host, port, method, path, body, token, start, stride, modulo, centres, pause)
    began = time.perf_counter()
    await asyncio.gather(*(client.run(began + float(seconds)) for _ in range(int(clients))))
    elapsed, took = time.perf_counter() - began, sorted(client.took)
    told = {
        "requests": len(took), "seconds": elapsed, "failed": client.failed, "p50": 1000 * took[len(took) // 2],
        "p95": 1000 * took[len(took) * 95 // 100], "p99": 1000 * took[len(took) * 99 // 100], "longest": 1000 * took[-1],
    }  # fmt: skip
    print(json.dumps(told))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
