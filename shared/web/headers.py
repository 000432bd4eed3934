"""What every answer tells the browser: run only our files, stand in no frame, keep nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

    from shared.web.site import Site

_POLICY: Final = (
    # Bootstrap's own style sheet holds its icons as data.
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_ALWAYS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_A_YEAR: Final = "max-age=31536000"


def secure(app: Flask, site: Site) -> None:
    """Put the security headers on every answer."""

    @app.after_request
    def put_headers(response: Response) -> Response:
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        if site.https:
            response.headers["Strict-Transport-Security"] = _A_YEAR
        if not (request.endpoint or "").endswith("static"):
            # Pages show personal data: neither a proxy nor the next person at the desk gets them.
            response.headers["Cache-Control"] = "no-store"
        return response
