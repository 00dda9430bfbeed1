"""Opens reports in headless Chromium, and fails on whatever a reader would trip over.

browser.py PICTURES REPORT...: each REPORT is NAME=FILE; pictures of it go into the folder PICTURES. Speaks the DevTools
protocol through pipes: nothing to install but the browser, and no port.
"""

import base64
import json
import os
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-pipe",
]
TIMEOUT = 60


class Browser:
    """One browser with a fresh profile, and one page in it."""

    def __init__(self):
        self.profile = tempfile.mkdtemp()
        here_in, there_out = os.pipe()
        there_in, here_out = os.pipe()
        # The browser reads from descriptor 3 and writes to 4, whatever numbers the pipes have here.
        command = 'exec "$@" 3<&%d 4>&%d' % (there_in, there_out)
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        self.process = subprocess.Popen(
            ["timeout", "300", "bash", "-c", command, "bash", program, *FLAGS, "--user-data-dir=" + self.profile, "about:blank"],
            pass_fds=(there_in, there_out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(there_in)
        os.close(there_out)
        self.reader, self.writer = os.fdopen(here_in, "rb", 0), os.fdopen(here_out, "wb", 0)
        self.buffer, self.last, self.session = b"", 0, None
        self.events = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            self.call(domain + ".enable")

    def receive(self):
        while b"\0" not in self.buffer:
            if not select.select([self.reader], [], [], TIMEOUT)[0]:
                raise SystemExit("no answer from the browser in %d s" % TIMEOUT)
            chunk = self.reader.read(1 << 20)
            if not chunk:
                raise SystemExit("the browser has gone")
            self.buffer += chunk
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.writer.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise SystemExit("%s: %s" % (method, answer["error"]))
                return answer["result"]
            self.events.append(answer)

    def open(self, file, scripts=True):
        """Loads a file and waits until it is there; returns what happened meanwhile."""
        self.events = []
        self.call("Page.navigate", url=pathlib.Path(file).resolve().as_uri())
        while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
            self.events.append(self.receive())
        if scripts:
            self.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return self.events

    def evaluate(self, script):
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise SystemExit("%s: %s" % (script, result["exceptionDetails"]))
        return result["result"].get("value")

    def show(self, width, scheme):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 500)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def picture(self, file):
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]
        pathlib.Path(file).write_bytes(base64.b64decode(data))

    def close(self):
        # It ends when nobody writes to it any more.
        self.writer.close()
        self.process.wait(TIMEOUT)
        shutil.rmtree(self.profile, ignore_errors=True)


def complaints(events):
    """What a reader's browser would complain of, load, or ask."""
    found = []
    for event in events:
        method, detail = event.get("method"), event.get("params", {})
        if method == "Log.entryAdded" and detail["entry"]["level"] in ("error", "warning"):
            found.append("console: " + detail["entry"]["text"])
        elif method in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Page.javascriptDialogOpening"):
            found.append(method + ": " + json.dumps(detail)[:300])
        elif method == "Network.requestWillBeSent":
            url = detail["request"]["url"]
            if not url.startswith("data:") and not (url.startswith("file:") and detail.get("type") == "Document"):
                found.append("request: " + url[:200])
    return found


def check(right, what):
    if not right:
        raise SystemExit(what)


WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SEARCH = """(word => { const box = document.getElementById('search'); box.value = word;
  box.dispatchEvent(new Event('input')); return document.querySelectorAll('tbody tr:not([hidden])').length })(%s)"""
COLOUR = "getComputedStyle(document.body).backgroundColor"


def look(browser, name, file, pictures):
    for view, width, scheme in (("light", 1280, "light"), ("dark", 1280, "dark"), ("narrow", 360, "light")):
        browser.show(width, scheme)
        found = complaints(browser.open(file))
        check(not found, "%s, %s: %s" % (name, view, found))
        check(browser.evaluate(WIDER) <= 0, "%s, %s: wider than the window" % (name, view))
        dark = sum(int(c) for c in browser.evaluate(COLOUR)[4:-1].split(",")) < 200
        check(dark == (scheme == "dark"), "%s, %s: the theme is another" % (name, view))
        browser.picture(pictures / ("%s-%s.png" % (name, view)))
    browser.show(1280, "light")

    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    roles = [(n.get("role", {}).get("value"), n.get("name", {}).get("value", "")) for n in nodes if not n.get("ignored")]
    for landmark in ("banner", "navigation", "main", "contentinfo"):
        check(landmark in [r for r, _ in roles], "%s: no landmark %s" % (name, landmark))
    unnamed = [r for r, n in roles if r in ("image", "img", "table", "region", "searchbox", "link") and not n.strip()]
    check(not unnamed, "%s: without a name for a screen reader: %s" % (name, unnamed))

    all_rows = browser.evaluate(SEARCH % '""')
    check(browser.evaluate(SEARCH % '"no such column"') == 0, name + ": the search finds what is not there")
    check(browser.evaluate(SEARCH % '""') == all_rows > 0, name + ": an empty search does not show all")

    pdf = browser.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"]
    (pictures / (name + ".pdf")).write_bytes(base64.b64decode(pdf))

    # Markup that somehow got in could do nothing: the policy stops it.
    browser.evaluate("""document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.hurt = 1">')""")
    browser.evaluate("new Promise(done => setTimeout(done, 200))")
    check(browser.evaluate("window.hurt") is None, name + ": a script that was let in runs")

    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    check(not complaints(browser.open(file, scripts=False)), name + ": not without scripts")
    hidden = browser.call("Runtime.evaluate", expression="document.querySelector('.search').hidden")
    check(hidden["result"].get("value") is True, name + ": the search stands there without scripts")
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    print("%s: no complaint, no request, no overflow; %d rows, %d bytes" % (name, all_rows, os.path.getsize(file)))


def main():
    pictures = pathlib.Path(sys.argv[1])
    pictures.mkdir(parents=True, exist_ok=True)
    browser = Browser()
    try:
        for report in sys.argv[2:]:
            name, file = report.split("=", 1)
            look(browser, name, file, pictures)
    finally:
        browser.close()


main()
