"""The readers: a process of its own that keeps a server busy and looks at every answer.

Reads one plan a line, as JSON, and writes one result a line. A plan has `port`, `connections`, either
`seconds` or `count`, and `requests`: {"path", "headers", "status", "expect": [text, …]}, asked in turn. An
answer is right if it has the status and holds the texts in this order. Connections are kept for as long
as the server keeps them. A result has `done`, `seconds`, `slowest` (seconds) and `wrong`, a list of words.
"""

import itertools
import json
import socket
import sys
import threading
import time


class Broken(Exception):
    """The server closed the connection before its answer was complete, or did not say how long it is."""


class Reader:
    def __init__(self, port):
        self.port, self.socket = port, None

    def ask(self, wire):
        """(status, body) of one request. A kept connection that turns out closed is opened anew."""
        fresh = self.socket is None
        try:
            return self._ask(wire)
        except (Broken, OSError):
            self.close()
            if fresh:
                raise
            return self._ask(wire)

    def _ask(self, wire):
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=120)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(wire)
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        head, body = data[:end].lower(), [data[end + 4 :]]
        status = int(head[9:12])
        missing = 0 if status == 304 else length(head) - len(body[0])
        while missing > 0:
            body.append(self._more())
            missing -= len(body[-1])
        if b"\r\nconnection: close" in head:
            self.close()
        return status, b"".join(body)

    def _more(self):
        part = self.socket.recv(262144)
        if not part:
            raise Broken
        return part

    def close(self):
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def length(head):
    """Every page states it; an answer without it is none."""
    start = head.find(b"\r\ncontent-length:")
    if start < 0:
        raise Broken(head.split(b"\r\n")[0].decode())
    return int(head[start + 17 :].split(b"\r\n", 1)[0])


def prepared(request, port):
    lines = [f"GET {request['path']} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines += [f"{name}: {value}" for name, value in request.get("headers", {}).items()]
    wire = "\r\n".join([*lines, "", ""]).encode()
    return (
        request["path"],
        wire,
        request.get("status", 200),
        [one.encode() for one in request.get("expect", [])],
    )


def fault(answer, status, expect):
    """What is wrong with an answer, or ""."""
    if answer[0] != status:
        return f"status {answer[0]}"
    place = 0
    for words in expect:
        place = answer[1].find(words, place)
        if place < 0:
            return f"without {words.decode()!r}"
    return ""


def carry_out(plan):
    requests = itertools.cycle([prepared(one, plan["port"]) for one in plan["requests"]])
    tickets = iter(range(plan["count"])) if "count" in plan else itertools.count()
    started = time.perf_counter()
    ends = started + plan["seconds"] if "seconds" in plan else float("inf")
    lock, spent, wrong = threading.Lock(), [], []

    def read():
        reader = Reader(plan["port"])
        while time.perf_counter() < ends:
            with lock:
                if next(tickets, None) is None:
                    break
                path, wire, status, expect = next(requests)
            asked = time.perf_counter()
            try:
                said = fault(reader.ask(wire), status, expect)
            except (Broken, OSError) as error:
                reader.close()
                said = repr(error)
            spent.append(time.perf_counter() - asked)
            if said:
                wrong.append(f"{path}: {said}")
        reader.close()

    threads = [threading.Thread(target=read) for _ in range(plan["connections"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "done": len(spent),
        "seconds": time.perf_counter() - started,
        "slowest": max(spent, default=0),
        "wrong": wrong,
    }


def main():
    for line in sys.stdin:
        print(json.dumps(carry_out(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
