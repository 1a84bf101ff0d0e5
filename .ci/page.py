#!/usr/bin/env python3
"""Opens a report in headless Chromium and uses it as a reader does: filters, keys, links. Wants `chromium` on the path and
nothing beyond Python's own library. It is no part of `cargo test`; `.ci/run` calls it.

    python3 .ci/page.py REPORT.html [FOLDER FOR PICTURES]
"""
import base64, json, os, shutil, socket, struct, subprocess, sys, tempfile, time, urllib.request
from pathlib import Path


class Socket:
    """As much of a WebSocket as Chromium's debugging port speaks."""

    def __init__(self, url):
        host, path = url.removeprefix("ws://").split("/", 1)
        name, port = host.split(":")
        self.tcp = socket.create_connection((name, int(port)), timeout=60)
        key = base64.b64encode(os.urandom(16)).decode()
        self.tcp.sendall(
            f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.tcp.recv(1)
        self.number = 0

    def _take(self, n):
        data = b""
        while len(data) < n:
            data += self.tcp.recv(n - len(data))
        return data

    def _frame(self):
        text = b""
        while True:
            first, second = self._take(2)
            length = second & 127
            if length == 126:
                length = struct.unpack(">H", self._take(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self._take(8))[0]
            text += self._take(length)
            if first & 128:
                return text

    def ask(self, method, **params):
        self.number += 1
        data = json.dumps({"id": self.number, "method": method, "params": params}).encode()
        mask = os.urandom(4)
        head = b"\x81" + (
            bytes([128 | len(data)]) if len(data) < 126 else
            b"\xfe" + struct.pack(">H", len(data)) if len(data) < 65536 else
            b"\xff" + struct.pack(">Q", len(data))
        )
        self.tcp.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))
        while True:
            answer = json.loads(self._frame())
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]


class Page:
    def __init__(self, browser, url):
        self.browser = browser
        browser.ask("Page.enable")
        self.open(url)

    def open(self, url):
        self.browser.ask("Page.navigate", url=url)
        for _ in range(200):
            time.sleep(0.05)
            if self.run("document.readyState === 'complete' && location.href !== 'about:blank'"):
                return
        raise SystemExit("the page never came")

    def run(self, code):
        result = self.browser.ask("Runtime.evaluate", expression=code, returnByValue=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"{code}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def key(self, key):
        for kind in ("keyDown", "keyUp"):
            text = {"text": key} if kind == "keyDown" and len(key) == 1 else {}
            code = {"Escape": 27, "Enter": 13}.get(key, ord(key[0].upper()))
            self.browser.ask("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **text)
        time.sleep(0.1)

    def look(self, dark, width, height):
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.browser.ask("Emulation.setEmulatedMedia", features=features)
        self.browser.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                         mobile=width < 600)
        time.sleep(0.2)

    def picture(self, path):
        data = self.browser.ask("Page.captureScreenshot", format="png")["data"]
        Path(path).write_bytes(base64.b64decode(data))


def holds(what, is_so):
    print("ok  " if is_so else "BAD ", what)
    if not is_so:
        holds.failed = True


holds.failed = False
SHOWN = "[...document.querySelectorAll('.finding')].filter(f => f.checkVisibility()).length"


def use(page):
    """Every way to use the page, each with what must follow."""
    everything = page.run("document.querySelectorAll('.finding').length")
    holds("there are findings, and all are shown", everything > 0 and page.run(SHOWN) == everything)
    holds("nothing came from a network", page.run("performance.getEntriesByType('resource').length") == 0)
    holds("no script of a draft ran", page.run("typeof window.hurt") == "undefined")
    for kind in ("level", "set"):
        values = page.run(f"[...new Set([...document.querySelectorAll('.finding')].map(f => f.dataset.{kind}))]")
        for value in values:
            box = f"document.querySelector('input[data-kind=\"{kind}\"][value=\"{value}\"]')"
            of = page.run(f"document.querySelectorAll('.finding[data-{kind}=\"{value}\"]').length")
            page.run(f"{box}.click()")
            holds(f"without {value} there are {of} fewer", page.run(SHOWN) == everything - of)
            page.run(f"{box}.click()")
    holds("with all boxes on, all are shown again", page.run(SHOWN) == everything)

    at = "document.querySelector('.finding.here')?.id"
    page.run("document.activeElement.blur()")
    page.key("n")
    first = page.run(at)
    page.key("n")
    second = page.run(at)
    page.key("p")
    holds("n goes on and p goes back", first and (second != first or everything == 1) and page.run(at) == first)
    holds("the finding has the focus", page.run("document.activeElement.classList.contains('finding')"))
    holds("its mark is lit", page.run("document.querySelectorAll('mark.here').length") > 0)
    seen = "(r => r.top >= 0 && r.bottom <= innerHeight + 1)(document.querySelector('.finding.here').getBoundingClientRect())"
    holds("it is in sight", page.run(seen))
    page.key("?")
    holds("? shows the keys", page.run("document.querySelector('#keys')?.open === true"))
    page.key("Escape")
    holds("Escape takes them away", page.run("document.querySelector('#keys')?.open === false"))

    links = "[...document.querySelectorAll('.finding a[href^=\"#\"], nav a[href^=\"#\"]')]"
    dead = page.run(f"{links}.filter(a => !document.getElementById(a.getAttribute('href').slice(1))).length")
    holds("every link leads somewhere", dead == 0)
    if page.run("document.querySelectorAll('.finding a[href^=\"#\"]').length"):
        page.run("document.querySelector('.finding a[href^=\"#\"]').click()")
        holds("a number leads to the number it contradicts", page.run("location.hash.length") > 1)
        holds("and that number is lit", page.run("document.querySelectorAll('mark.there').length") > 0)


def main():
    report = Path(sys.argv[1]).resolve().as_uri()
    pictures = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    program = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if not program:
        raise SystemExit("there is no chromium here")
    home = tempfile.mkdtemp()
    command = [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
               "--remote-debugging-port=0", f"--user-data-dir={home}", "about:blank"]
    browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        port_file = Path(home, "DevToolsActivePort")
        for _ in range(600):
            if port_file.exists() and "\n" in port_file.read_text():
                break
            time.sleep(0.1)
        port = port_file.read_text().split()[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
            tab = next(tab for tab in json.load(answer) if tab["type"] == "page")
        page = Page(Socket(tab["webSocketDebuggerUrl"]), report)
        use(page)
        for name, dark, width, height in [("light", False, 1280, 900), ("dark", True, 1280, 900), ("narrow", False, 390, 844)]:
            page.look(dark, width, height)
            holds(f"{name}: no scrolling sideways", page.run("document.documentElement.scrollWidth <= innerWidth"))
            if pictures:
                pictures.mkdir(parents=True, exist_ok=True)
                page.run("scrollTo(0, 0)")
                page.picture(pictures / f"{name}-top.png")
                page.run("document.querySelectorAll('.finding')[3]?.scrollIntoView({block: 'center'})")
                page.picture(pictures / f"{name}.png")
    finally:
        browser.terminate()
        browser.wait()
        shutil.rmtree(home, ignore_errors=True)
    sys.exit(1 if holds.failed else 0)


main()
