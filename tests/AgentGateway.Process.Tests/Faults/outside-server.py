"""An MCP server by hand whose faults are chosen by its first argument and by its tools. What really happened it counts in the second, a file;
the third names the file that describes its tools."""
import json
import os
import signal
import sys
import time

conduct, counted, words = sys.argv[1], sys.argv[2], sys.argv[3]


def send(message):
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    sys.stdout.flush()


def tool(name):
    with open(words, encoding="utf-8") as file:
        return {"name": name, "description": file.read(), "inputSchema": {"type": "object"}}


def call(name):
    with open(counted, "a", encoding="utf-8") as file:
        file.write(name + "\n")
    if name == "die":
        os._exit(3)
    if name == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(999)
    if name == "flood":
        for _ in range(40):
            sys.stdout.write("x" * 1_000_000)
    if name == "nonsense":
        print("Have a nice day.")
        print("[1, 2")
        print('{"jsonrpc": "2.0", "id": 424242, "result": {}}')
        print('{"jsonrpc": "2.0", "id": null, "result": 7}')
    return "did " + name


for line in sys.stdin:
    request = json.loads(line)
    method, answer = request.get("method"), {"id": request.get("id")}
    if "id" not in request:
        continue
    if method == "initialize":
        if conduct == "silent":
            time.sleep(999)
        answer["result"] = {"protocolVersion": "2025-06-18", "capabilities": {"tools": {}}, "serverInfo": {"name": "faulty", "version": "1"}}
    elif method == "tools/list":
        if conduct == "listless":
            time.sleep(999)
        if conduct == "garbled":
            answer["result"] = {"tools": 7}
        elif conduct == "quits":
            sys.exit("nothing to list")
        else:
            answer["result"] = {"tools": [tool(name) for name in ("die", "echo", "flood", "hang", "nonsense")]}
    elif method == "tools/call":
        answer["result"] = {"content": [{"type": "text", "text": call(request["params"]["name"])}]}
    else:
        answer["error"] = {"code": -32601, "message": "unknown method"}
    send(answer)
