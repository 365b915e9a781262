"""An MCP server by hand, which behaves as its first argument says. The second names the file that describes its tool."""
import json
import os
import sys
import time

conduct, words = sys.argv[1], sys.argv[2]


def send(message):
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    sys.stdout.flush()


def tool(name):
    with open(words, encoding="utf-8") as file:
        return {"name": name, "description": file.read(), "inputSchema": {"type": "object"}, "annotations": {"readOnlyHint": True}}


def call(name, arguments):
    if name == "die":
        os._exit(3)
    if name == "hang":
        time.sleep(999)
    if name == "announce":
        send({"method": "notifications/tools/list_changed"})
    if name == "sample":
        send({"id": "s1", "method": "sampling/createMessage", "params": {"messages": [], "maxTokens": 1}})
        return sys.stdin.readline()
    if name == "environment":
        return json.dumps(dict(os.environ))
    if name == "large":
        return "x" * 1_500_000
    return json.dumps(arguments)


if conduct == "nonsense":
    while True:
        print("Have a nice day.")
if conduct == "flood":
    sys.stdout.write("x" * 9_000_000)
if conduct == "dies":
    sys.exit("no such database")
if conduct == "leaves" and os.fork() == 0:
    # A grandchild in a session of its own, which no signal to the group reaches.
    os.setsid()
    time.sleep(999)
for line in sys.stdin:
    request = json.loads(line)
    method, answer = request.get("method"), {"id": request.get("id")}
    if "id" not in request:
        continue
    if method == "initialize":
        answer["result"] = {"protocolVersion": "2025-06-18", "capabilities": {"tools": {"listChanged": True}}, "serverInfo": {"name": "by-hand", "version": "1"}}
    elif method == "tools/list":
        answer["result"] = {"tools": [tool(name) for name in ("announce", "die", "echo", "environment", "hang", "large", "sample")]}
    elif method == "tools/call":
        answer["result"] = {"content": [{"type": "text", "text": call(request["params"]["name"], request["params"].get("arguments"))}]}
    else:
        answer["error"] = {"code": -32601, "message": "unknown method"}
    send(answer)
if conduct == "leaves":
    time.sleep(999)
