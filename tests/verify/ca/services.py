"""The timestamp authority (RFC 3161) and the OCSP responder (RFC 6960) of a test authority, on loopback.

    python3 tests/verify/ca/services.py DIR     until it is ended; DIR as `make_ca.py` made it
"""

import http.server
import json
import pathlib
import socketserver
import subprocess
import sys
import tempfile

import make_ca


def answer(home, path, request):
    """The reply to one request, made by openssl."""
    with tempfile.TemporaryDirectory() as folder:
        query, reply = pathlib.Path(folder, "query"), pathlib.Path(folder, "reply")
        query.write_bytes(request)
        authority = path.removeprefix("/")
        if authority in make_ca.AUTHORITIES:
            command = ["ts", "-reply", "-config", home / "openssl.cnf", "-section", f"{authority}-reply", "-queryfile", query, "-out", reply]
            kind = "application/timestamp-reply"
        else:
            command = ["ocsp", "-index", home / "index.txt", "-CA", home / "root.pem", "-rsigner", home / "ocsp.pem", "-rkey",
                       home / "ocsp.key", "-reqin", query, "-respout", reply, "-ndays", "1"]
            kind = "application/ocsp-response"
        subprocess.run(["openssl", *map(str, command)], check=True, capture_output=True)
        return kind, reply.read_bytes()


def serve(home):
    """Answers until ended; says `ready` when it listens."""
    home = pathlib.Path(home).resolve()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            kind, body = answer(home, self.path, self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    class Server(http.server.ThreadingHTTPServer):
        def server_bind(self):
            # Without asking a name server for our own name, which offline takes its time.
            socketserver.TCPServer.server_bind(self)
            self.server_name, self.server_port = self.server_address

    port = json.loads((home / "services.json").read_text("utf-8"))["port"]
    with Server(("127.0.0.1", port), Handler) as server:
        print("ready", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    serve(sys.argv[1])
