"""A real browser of phone size, driven over its own debugging port: Debian's Chromium and a web socket, nothing between."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import ClientConnection, connect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH, HEIGHT = 390, 844


class Browser:
    """One page. `problems` are errors and violations of the page's policy; `asked` every address it asked for."""

    def __init__(self, line: ClientConnection) -> None:
        self.line, self.number = line, 0
        self.answers: dict[int, dict[str, Any]] = {}
        self.problems: list[str] = []
        self.asked: list[str] = []
        self.paints: dict[str, float] = {}
        self._arrived = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT, deviceScaleFactor=2, mobile=True)
        self.call("Emulation.setTouchEmulationEnabled", enabled=True)

    def _read(self) -> None:
        try:
            for raw in self.line:
                message = json.loads(raw)
                with self._arrived:
                    if "id" in message:
                        self.answers[message["id"]] = message
                    elif message["method"] == "Network.requestWillBeSent":
                        self.asked.append(message["params"]["request"]["url"])
                    elif message["method"] == "Runtime.exceptionThrown":
                        self.problems.append(str(message["params"]["exceptionDetails"].get("exception", {}).get("description", "")))
                    elif message["method"] == "Log.entryAdded" and message["params"]["entry"]["source"] in (
                        "security",
                        "violation",
                        "javascript",
                    ):
                        self.problems.append(message["params"]["entry"]["text"])
                    self._arrived.notify_all()
        except Exception:
            return  # the browser was closed

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask the browser something; again where the page is just being exchanged for another."""
        for _ in range(100):
            answer = self._asked(method, params)
            if "Not attached to an active page" not in str(answer.get("error")):
                break
            time.sleep(0.05)
        assert "error" not in answer, answer
        found: dict[str, Any] = answer["result"]
        return found

    def _asked(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        with self._arrived:
            self.number += 1
            number = self.number
        self.line.send(json.dumps({"id": number, "method": method, "params": params}))
        with self._arrived:
            assert self._arrived.wait_for(lambda: number in self.answers, 60), f"no answer to {method}"
            return self.answers.pop(number)

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        found = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, userGesture=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def until(self, script: str, seconds: float = 30) -> Any:
        """Wait until an expression is true in the page, over reloads as well."""
        stop = time.monotonic() + seconds
        while time.monotonic() < stop:
            try:
                found = self.run(script)
            except AssertionError:
                found = None
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(f"never true: {script}\n{self.text()[:600]}")

    def open(self, url: str) -> None:
        """Go somewhere and wait until it stands."""
        self.run("window.gone = false; true")
        self.call("Page.navigate", url=url)
        self.until("document.readyState === 'complete' && window.gone === undefined")

    def text(self) -> str:
        """What the page says."""
        return str(self.run("document.body.innerText"))

    def type(self, field: str, text: str) -> None:
        """Tap a field and type."""
        self.run(f"document.querySelector({json.dumps(field)}).focus()")
        self.call("Input.insertText", text=text)

    def tap(self, button: str) -> None:
        """Tap what the selector finds, where a thumb would."""
        self.run(f"document.querySelector({json.dumps(button)}).scrollIntoView({{block: 'center'}})")
        place = self.run(
            f"(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector({json.dumps(button)}).getBoundingClientRect())"
        )
        points = [{"x": place[0], "y": place[1]}]
        self.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=points)
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def offline(self, on: bool) -> None:
        """Switch the Wi-Fi off, and on."""
        self.call("Network.emulateNetworkConditions", offline=on, latency=0, downloadThroughput=-1, uploadThroughput=-1)

    def sleep(self) -> None:
        """The phone is put away, and taken out again: its page is hidden, then shown."""
        other = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.until("document.hidden")
        self.call("Target.closeTarget", targetId=other)
        self.call("Page.bringToFront")
        self.until("!document.hidden")

    def slow(self) -> None:
        """Slow 3G, as Lighthouse has it: 400 ms, 400 kbit/s."""
        self.call("Network.emulateNetworkConditions", offline=False, latency=400, downloadThroughput=50_000, uploadThroughput=50_000)

    def dark(self, on: bool) -> None:
        """The phone's dark mode."""
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if on else "light"}])

    def without_script(self) -> None:
        """A phone whose scripts are off."""
        self.call("Emulation.setScriptExecutionDisabled", value=True)

    def picture(self) -> bytes:
        """What it shows, as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])


@contextmanager
def browser() -> Iterator[Browser]:
    """A fresh browser with nothing kept from before."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    assert program, "This test needs Chromium: sudo apt install chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        arguments = [
            program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-port=0", f"--user-data-dir={home}", "about:blank",
        ]  # fmt: skip
        child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert child.stderr is not None
        try:
            port = next(match[1] for line in child.stderr if (match := re.search(r"DevTools listening on ws://127\.0\.0\.1:(\d+)/", line)))
            threading.Thread(target=child.stderr.read, daemon=True).start()
            with connect(_page(port), max_size=None, open_timeout=20) as line:
                yield Browser(line)
        finally:
            child.kill()
            child.wait()


def _page(port: str) -> str:
    import urllib.request

    stop = time.monotonic() + 20
    while time.monotonic() < stop:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=20) as answer:
            for target in json.load(answer):
                if target["type"] == "page":
                    return str(target["webSocketDebuggerUrl"])
        time.sleep(0.1)
    raise AssertionError("the browser has no page")
