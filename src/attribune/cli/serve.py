"""`attribune serve`: the page and the API over a ledger."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from attribune.cli.options import ledger_option
from attribune.config import Config
from attribune.errors import FatalError
from attribune.store import open_ledger

if TYPE_CHECKING:
    from attribune.store.sql import SqlStore
    from attribune.web.settings import WebConfig

__all__ = ["serve", "serve_here", "serve_ledger"]

_SCOPES = ("read", "review")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@click.option("--host-name", "names", multiple=True, metavar="NAME", help="A further name that the server answers to.")
@click.option("--private", is_flag=True, help="Ask for a sign-in or a token for reading too.")
@click.option("--root", is_flag=True, help="Print a link that signs a reviewer in, once.")
@click.option("--reviewer", default="reviewer", show_default=True, help="The name that --root signs in.")
@click.option(
    "--place-precision", type=click.Choice(["exact", "region"]), default="exact", show_default=True,
    help="How finely places leave the server.",
)  # fmt: skip
@click.option("--new-token", metavar="NAME", help="Make a token for a program, print it once, and stop.")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice(_SCOPES), help="What the token may do; default read."
)
@click.option("--days", type=click.IntRange(1, 3650), default=90, show_default=True, help="How long the token holds.")
@click.option("--revoke-token", metavar="NAME", help="End all tokens of this name, and stop.")
@ledger_option
def serve(
    host: str,
    port: int,
    names: tuple[str, ...],
    private: bool,
    root: bool,
    reviewer: str,
    place_precision: str,
    new_token: str | None,
    scopes: tuple[str, ...],
    days: int,
    revoke_token: str | None,
    config: Config,
) -> None:
    """Serve the ledger as a page and an HTTP API.

    The page reads; only a signed-in reviewer decides. Nothing is fetched from elsewhere, and by default nobody but this
    machine can reach it.

    \b
    Example:
      attribune serve
      attribune serve --root --reviewer Olena
      attribune serve --new-token nightly-export --scope read --days 30
    """
    with open_ledger(config.ledger, create=False) as store:
        if new_token is not None:
            click.echo(_new_token(store, new_token, scopes or ("read",), days))
            return
        if revoke_token is not None:
            _revoke(store, revoke_token)
            return
        _check_host(host, names, private)
        web = _web_config(host, names, private, place_precision)
        serve_ledger(store, web, host=host, port=port, reviewer=reviewer if root else None)


def serve_ledger(store: SqlStore, web: WebConfig, *, host: str, port: int, reviewer: str | None = None) -> None:
    """Serve until interrupted. FatalError where the extra `web` is not installed."""
    try:
        import uvicorn

        from attribune.web.app import create_app
    except ImportError as error:
        raise FatalError(
            f"{error.name} is not installed", "install the page with: pip install 'attribune[web]'"
        ) from error
    app = create_app(store, web)
    address = f"http://{host}:{port}"
    click.echo(f"Attribune at {address} (stop with Ctrl-C)", err=True)
    if reviewer is not None:
        click.echo(f"Sign in once: {address}/sign-in?link={app.state.desk.sign_in.new_link(reviewer)}", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)


def serve_here(store: SqlStore, port: int) -> None:
    """Serve to this machine alone, read-only, until interrupted."""
    serve_ledger(store, _web_config("127.0.0.1", (), False, "exact"), host="127.0.0.1", port=port)


def _web_config(host: str, names: tuple[str, ...], private: bool, place_precision: str) -> WebConfig:
    try:
        from attribune.web.settings import PlacePrecision, WebConfig
    except ImportError as error:
        raise FatalError(
            f"{error.name} is not installed", "install the page with: pip install 'attribune[web]'"
        ) from error
    hosts = dict.fromkeys(("127.0.0.1", "localhost", "[::1]", f"[{host}]" if ":" in host else host, *names))
    return WebConfig(hosts=tuple(hosts), private=private, place_precision=PlacePrecision(place_precision))


def _check_host(host: str, names: tuple[str, ...], private: bool) -> None:
    """Say what opening the server to others means, where nobody has said that they mean it."""
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local and not private:
        click.echo(f"Everybody who can reach {host} can read this ledger; --private asks for a sign-in.", err=True)
    if host in ("0.0.0.0", "::") and not names:
        raise FatalError(f"{host} is every address of this machine", "name the one that readers use with --host-name")


def _new_token(store: SqlStore, name: str, scopes: tuple[str, ...], days: int) -> str:
    import secrets

    from attribune.store.review import Reviews, Token
    from attribune.web.auth import secret_hash, utc_text

    secret = secrets.token_urlsafe(32)
    token = Token(name, tuple(sorted(set(scopes))), utc_text(datetime.now(UTC) + timedelta(days=days)))
    with store.writer() as writer:
        Reviews(writer).add_token(token, secret_hash(secret))
    return secret


def _revoke(store: SqlStore, name: str) -> None:
    from attribune.store.review import Reviews

    with store.writer() as writer:
        ended = Reviews(writer).revoke_token(name)
    click.echo(f"{ended} token{'' if ended == 1 else 's'} ended")
