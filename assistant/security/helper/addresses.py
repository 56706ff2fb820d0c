"""Where bytes may come from, and how they are asked for: https, no host that nobody named, pip's certificates."""

import base64
import http.client
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Collection
from dataclasses import dataclass
from typing import IO

from assistant.security.helper.telling import Refused, mark

SILENCE = 30.0
"""Seconds without a byte after which a connection counts as lost."""
LOST = (urllib.error.URLError, http.client.HTTPException, ssl.SSLError, TimeoutError, ConnectionError)
"""What a connection that breaks may raise; worth another try."""
HERE = ("localhost", "127.0.0.1", "::1")


def check_address(url: str) -> str:
    """https anywhere, or http to this machine itself. Raises Refused."""
    try:
        parts = urllib.parse.urlsplit(url)
        host = parts.hostname or ""
    except ValueError as error:
        raise Refused(mark("{url} is not an address ({reason})."), url=url, reason=str(error)) from error
    if parts.scheme == "https" and host or parts.scheme == "http" and host in HERE:
        return url
    raise Refused(mark("{url} is not an https address; nothing is downloaded from it."), url=url)


def host_of(url: str) -> str:
    """Its host, lower case; with the port on this machine itself, where ports are what tells servers apart."""
    parts = urllib.parse.urlsplit(url)
    host = parts.hostname or ""
    return f"{host}:{parts.port}" if host in HERE else host


def is_among(host: str, hosts: Collection[str]) -> bool:
    """Whether it is one of those; a name that begins with “*.” stands for all below it."""
    return any(host == one or one.startswith("*.") and host.endswith(one[1:]) for one in hosts)


class KnownRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to where a download may come from."""

    def __init__(self, hosts: Collection[str]) -> None:
        self._hosts = hosts

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        try:
            self._check(req.full_url, newurl)
        except Refused:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)

    def _check(self, source: str, target: str) -> None:
        check_address(target)
        if not is_among(host_of(target), {host_of(source), *self._hosts}):
            raise Refused(
                mark("{url} leads on to {host}, which its entry does not name; nothing is taken from there."),
                url=bare(source),
                host=host_of(target),
            )


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens addresses as pip would: with its certificates, its proxy, and the name and password of the address."""

    hosts: Collection[str] = ()
    """Where redirects may lead, beside the host that was asked."""
    cert: str = ""
    proxy: str = ""

    def open(self, url: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        """The answer to one GET. Raises what LOST names, HTTPError and Refused."""
        parts = urllib.parse.urlsplit(check_address(url))
        request = urllib.request.Request(bare(url), headers={"User-Agent": "Alcove", **headers})
        if parts.username:
            secret = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
            basic = f"Basic {base64.b64encode(secret.encode()).decode()}"  # no words
            request.add_unredirected_header("Authorization", basic)
        context = ssl.create_default_context(cafile=self.cert or None)
        handlers = [KnownRedirects(self.hosts), urllib.request.HTTPSHandler(context=context), *self._proxies(parts)]
        answer: http.client.HTTPResponse = urllib.request.build_opener(*handlers).open(request, timeout=SILENCE)
        return answer

    def _proxies(self, parts: urllib.parse.SplitResult) -> list[urllib.request.BaseHandler]:
        if parts.scheme == "http":
            return [urllib.request.ProxyHandler({})]
        return [urllib.request.ProxyHandler({"https": self.proxy})] if self.proxy else []

    def piece(self, url: str, start: int, length: int = 0) -> tuple[bytes, int]:
        """Bytes from `start` on, or the last ones if it is negative, and the size of the whole. Raises Refused."""
        wanted = f"bytes={start}" if start < 0 else f"bytes={start}-{start + length - 1}"
        with self.open(url, {"Range": wanted, "Accept-Encoding": "identity"}) as answer:
            total = answer.headers.get("Content-Range", "").rpartition("/")[2]
            if answer.status != 206 or not total.isdecimal():
                raise in_pieces(url)
            return answer.read(abs(start) if start < 0 else length), int(total)


def bare(url: str) -> str:
    """An address without name and password."""
    parts = urllib.parse.urlsplit(url)
    return urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def in_pieces(url: str) -> Refused:
    return Refused(mark("{url} cannot be read in pieces."), url=bare(url))


ANSWERED = mark("{url} answered: {status}.")


def status_of(error: urllib.error.HTTPError) -> str:
    return f"{error.code} {error.reason}"


def reason_of(error: Exception) -> str:
    return str(getattr(error, "reason", "") or error)
