"""What every page has: the guard, the layout, the headers, and errors that say what to do."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from shared.web.application import site_of
from shared.web.guarding import own_path
from shared.web.identity import token_cookie
from tests.unit.web.conftest import an_app, logged_in
from tests.unit.web.site import SetClock


def form_token(client: FlaskClient) -> str:
    page = client.get("/cards").get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_a_stranger_is_led_to_the_log_in_and_back_to_what_was_asked_for(
    stranger: FlaskClient,
) -> None:
    answer = stranger.get("/cards?state=drafted&page=2")

    assert answer.status_code == 302
    assert answer.location == "/accounts/renew?next=%2Fcards%3Fstate%3Ddrafted%26page%3D2"


def test_what_was_sent_with_an_old_token_goes_along_when_it_is_renewed(
    anna: FlaskClient, clock: SetClock
) -> None:
    token = form_token(anna)
    clock.go_on(timedelta(minutes=6))

    answer = anna.post("/cards", data={"csrf_token": token, "subject": "Statut"})

    assert answer.status_code == 307
    assert answer.location == "/accounts/renew?next=%2Fcards"


def test_a_token_that_is_none_is_no_token(stranger: FlaskClient) -> None:
    stranger.set_cookie(token_cookie("cistor"), "nonsense")

    answer = stranger.get("/cards")

    assert answer.status_code == 302


def test_whoever_is_logged_in_sees_the_page_under_their_name_and_roles(anna: FlaskClient) -> None:
    page = anna.get("/cards").get_data(as_text=True)

    assert "Anna Łącka" in page
    assert 'href="/cards" aria-current="page"' in page
    assert "/people" not in page


def test_a_public_page_is_for_everybody(stranger: FlaskClient) -> None:
    answer = stranger.get("/offer")

    assert answer.status_code == 200
    assert "Wyloguj" not in answer.get_data(as_text=True)


def test_a_form_is_drawn_only_for_who_may_send_it(anna: FlaskClient) -> None:
    own, others = anna.get("/cards/new"), anna.get("/approval")

    assert (own.status_code, own.get_data(as_text=True)) == (200, "form")
    assert (others.status_code, "Odmowa: NotAuthorised." in others.get_data(as_text=True)) == (
        403,
        True,
    )


def test_files_of_the_layout_are_for_everybody_and_may_be_kept(stranger: FlaskClient) -> None:
    page = stranger.get("/offer").get_data(as_text=True)
    paths = re.findall(r'<(?:link|script)[^>]* (?:href|src)="([^"]+)"', page)

    assert len(paths) == 6
    for path in paths:
        with stranger.get(path) as answer:
            assert answer.status_code == 200, path
            assert answer.headers.get("Cache-Control") != "no-store"


def test_a_public_view_that_asks_who_is_there_is_a_fault_of_ours(stranger: FlaskClient) -> None:
    with capture_logs() as logs:
        answer = stranger.get("/who")

    assert answer.status_code == 500
    assert logs[0]["event"] == "page_failed"


def test_a_form_without_our_token_is_not_taken(anna: FlaskClient) -> None:
    answer = anna.post("/cards", data={"subject": "Statut"})

    assert answer.status_code == 400
    assert "Formularz stracił ważność" in answer.get_data(as_text=True)


def test_a_form_with_our_token_is_taken(anna: FlaskClient) -> None:
    answer = anna.post("/cards", data={"csrf_token": form_token(anna), "subject": "Statut"})

    assert answer.get_data(as_text=True) == "Anna Łącka: Statut"


@pytest.mark.parametrize(
    ("name", "status", "text"),
    [
        ("unauthorised", 403, "Odmowa: NotAuthorised."),
        ("missing", 404, "Odmowa: CardNotFound."),
        ("stale", 409, "Odmowa: StaleRecord."),
        ("refused", 422, "Odmowa: Refusal."),
        ("misread", 400, '<p class="lead">Podaj stronę.</p>'),
    ],
)
def test_what_is_refused_is_said_on_a_page(
    anna: FlaskClient, name: str, status: int, text: str
) -> None:
    answer = anna.get(f"/raise/{name}")

    assert answer.status_code == status
    assert text in answer.get_data(as_text=True)


def test_a_fault_of_ours_shows_a_mark_and_nothing_of_what_went_wrong(anna: FlaskClient) -> None:
    with capture_logs() as logs:
        answer = anna.get("/raise/broken")

    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "44051401359" not in page
    assert logs[0]["mark"] in page


def test_a_page_that_is_not_there_says_where_to_go(stranger: FlaskClient) -> None:
    answer = stranger.get("/nothing")

    assert answer.status_code == 404
    assert "Nie ma takiej strony" in answer.get_data(as_text=True)


def test_a_path_that_only_lacks_its_slash_is_led_on(clock: SetClock) -> None:
    app = an_app(clock)

    @app.get("/folder/")
    def folder() -> str:
        return "folder"

    answer = logged_in(app, clock).get("/folder")

    assert answer.status_code == 308


def test_an_error_without_advice_of_its_own_says_to_try_again(clock: SetClock) -> None:
    app = an_app(clock)

    @app.get("/tea")
    def tea() -> tuple[str, int]:
        from flask import abort  # noqa: PLC0415 - only this test brews tea

        abort(418)

    answer = logged_in(app, clock).get("/tea")

    assert answer.status_code == 418
    assert "Coś poszło nie tak" in answer.get_data(as_text=True)


def test_pages_run_only_our_files_stand_in_no_frame_and_are_not_kept(anna: FlaskClient) -> None:
    headers = anna.get("/cards").headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


def test_a_node_with_https_tells_browsers_to_stay_with_it(clock: SetClock) -> None:
    answer = an_app(clock, https=True).test_client().get("/offer")

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_page_has_no_script_or_style_in_it(anna: FlaskClient) -> None:
    page = anna.get("/cards").get_data(as_text=True)

    assert re.search(r"<style|style=|<script(?! src)|\son\w+=", page) is None


def test_a_played_season_is_said_on_every_page(clock: SetClock) -> None:
    page = an_app(clock, plays=True).test_client().get("/offer").get_data(as_text=True)

    assert "Sezon pokazowy" in page


def test_an_application_knows_its_site(clock: SetClock) -> None:
    assert site_of(an_app(clock)).runtime.node == "cistor"


@pytest.mark.parametrize(
    ("given", "led_to"),
    [
        ("/cards?page=2", "/cards?page=2"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("", "/"),
        ("/cards\r\nSet-Cookie: a=b", "/"),
    ],
)
def test_nobody_is_led_away_from_the_node(given: str, led_to: str) -> None:
    assert own_path(given) == led_to
