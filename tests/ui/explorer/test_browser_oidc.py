"""Sign in with OpenID Connect in a browser, at a provider on this machine."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from tests.ui.explorer.browsing import MARKS, Tab, serving
from ui.explorer.launch import Hosting

pytestmark = MARKS
jose = pytest.importorskip("joserfc")


class Provider(ThreadingHTTPServer):
    """Signs everybody in as one person, without asking. OpenID Connect Core 1.0, 3.1: the authorization code flow."""

    def __init__(self) -> None:
        from joserfc.jwk import RSAKey

        super().__init__(("127.0.0.1", 0), _Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"}, private=True)
        self.claims: dict[str, object] = {}
        self.nonces: dict[str, str] = {}

    def token(self, code: str) -> dict[str, object]:
        from joserfc import jwt

        now = int(time.time())
        standard = {"iss": self.issuer, "aud": "zhengmai", "iat": now, "exp": now + 600, "nonce": self.nonces.pop(code)}
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, standard | self.claims, self.key)
        return {"access_token": "a", "token_type": "Bearer", "expires_in": 600, "id_token": signed}


class _Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        path, asked = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        at = self.server.issuer
        if path == "/authorize":
            code = f"code{len(self.server.nonces)}"
            self.server.nonces[code] = asked["nonce"][0]
            back = urlencode({"code": code, "state": asked["state"][0]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri'][0]}?{back}")
            self.end_headers()
        elif path == "/jwks":
            self._json({"keys": [self.server.key.as_dict(private=False)]})
        else:
            self._json(
                {
                    "issuer": at,
                    "authorization_endpoint": f"{at}/authorize",
                    "token_endpoint": f"{at}/token",
                    "jwks_uri": f"{at}/jwks",
                    "response_types_supported": ["code"],
                    "subject_types_supported": ["public"],
                    "id_token_signing_alg_values_supported": ["RS256"],
                }
            )

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._json(self.server.token(form["code"][0]))

    def _json(self, value: object) -> None:
        data = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def providing() -> Iterator[Provider]:
    with Provider() as provider:
        threading.Thread(target=provider.serve_forever, daemon=True).start()
        yield provider
        provider.shutdown()


SECRETS = """[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{secret}"
client_id = "zhengmai"
client_secret = "not a secret"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""


def test_people_sign_in_at_a_provider_and_out_again(
    store: Path, tmp_path: Path, new_page: Callable[..., object]
) -> None:
    access = tmp_path / "access.toml"
    access.write_text(
        'sign_in = "oidc"\neditors = ["wang@example.org"]\nreaders = ["li@example.org"]\n', encoding="utf-8"
    )
    with providing() as provider:

        def hosting(port: int) -> Hosting:
            secrets = SECRETS.format(port=port, issuer=provider.issuer, secret="0123456789abcdef" * 4)
            (tmp_path / "secrets.toml").write_text(secrets, encoding="utf-8")
            return Hosting(access=access, secrets=tmp_path / "secrets.toml")

        with serving(store, hosting=hosting) as address:
            tab = Tab(new_page(width=1280, height=800), address).open("/documents?lang=en")
            people = [
                ("wang@example.org", True, "wang@example.org", "岚政发"),
                ("li@example.org", True, "li@example.org", "岚政发"),
                ("zhang@example.org", True, "zhang@example.org", ""),  # neither list names them
                ("wang@example.org", False, "", ""),  # the provider does not vouch for the address
            ]
            for email, verified, told, text in people:
                expect(tab.page.locator("body")).not_to_contain_text("岚政发")
                provider.claims = {"sub": email, "email": email, "email_verified": verified}
                tab.page.get_by_role("button", name="Sign in", exact=True).click()
                tab.page.wait_for_url(f"{address}/**")
                tab.settle()
                assert tab.page.url == f"{address}/documents?lang=en"  # the page that they left
                if told:
                    expect(tab.page.locator("body")).to_contain_text(told)
                if text:
                    expect(tab.page.locator(".stMain")).to_contain_text(text)
                else:
                    expect(tab.page.locator("body")).not_to_contain_text("岚政发")
                if told:
                    tab.page.get_by_role("button", name="Sign out", exact=True).click()
                    expect(tab.page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
                    assert tab.page.url == f"{address}/documents?lang=en"
            tab.leave()
