"""What was typed stays, and what is wrong with it stands at its field."""

import pytest
from flask import Flask
from marshmallow import ValidationError

from shared.kernel.command import NotAuthorised, StaleRecord
from shared.web.forms import Form
from tests.unit.web.site import ANNA

SENT = {
    "csrf_token": "t",
    "command_id": "c1",
    "subject": "Statut",
    "version": " 7 ",
    "page": "two",
    "client_ids": ["a", "b"],
    "sure": "1",
}


@pytest.fixture
def sent() -> Form:
    with Flask(__name__).test_request_context("/", method="POST", data=SENT):
        return Form.sent(
            lists=("client_ids", "adviser_ids"),
            flags=("sure", "late"),
            numbers=("version", "page", "absent"),
        )


def test_a_form_that_was_sent_is_a_request_as_over_rpc(sent: Form) -> None:
    request = sent.command(ANNA.actor, card_id="k1")

    assert request == {
        "command_id": "c1",
        "actor": {"staff_id": str(ANNA.staff_id), "roles": ["adviser"]},
        "subject": "Statut",
        "version": 7,
        "page": "two",
        "client_ids": ["a", "b"],
        "adviser_ids": [],
        "sure": True,
        "late": False,
        "card_id": "k1",
    }


def test_a_form_that_nobody_sent_yet_has_what_is_known_and_an_id_of_its_own() -> None:
    form, other = Form.blank(subject="Statut", version=0, path=None), Form.blank()

    assert (form.value("subject"), form.value("version"), form.value("path")) == ("Statut", 0, "")
    assert form.command_id != other.command_id
    assert not form.is_wrong


def test_a_field_with_one_or_many_values_tells_which_are_chosen(sent: Form) -> None:
    assert sent.chosen("client_ids") == {"a", "b"}
    assert sent.chosen("subject") == {"Statut"}


def test_what_is_done_is_answered(sent: Form) -> None:
    answer = sent.attempt(lambda: 7, lambda _refusal: "")

    assert answer == 7
    assert not sent.is_wrong


def test_what_a_schema_complains_of_stands_at_its_field_also_of_parts(sent: Form) -> None:
    def ask() -> int:
        raise ValidationError(
            {"subject": ["Podaj temat."], "client_ids": {0: ["Podaj id."], 1: ["Podaj id."]}}
        )

    answer = sent.attempt(ask, lambda _refusal: "")

    assert answer is None
    assert sent.is_wrong
    assert sent.messages("subject") == ["Podaj temat."]
    assert sent.messages("client_ids") == ["Podaj id."]
    assert sent.messages("version") == []
    assert sent.value("subject") == "Statut"


def test_what_a_use_case_refuses_stands_above_the_form(sent: Form) -> None:
    def ask() -> int:
        raise StaleRecord

    answer = sent.attempt(ask, lambda refusal: f"Odmowa: {type(refusal).__name__}.")

    assert answer is None
    assert sent.problem == "Odmowa: StaleRecord."


def test_whoever_has_no_right_to_ask_gets_the_page_that_says_so(sent: Form) -> None:
    def ask() -> int:
        raise NotAuthorised("ApproveCard")

    with pytest.raises(NotAuthorised):
        sent.attempt(ask, lambda _refusal: "")


def test_one_complaint_about_the_whole_is_one_sentence(sent: Form) -> None:
    def ask() -> int:
        raise ValidationError({"subject": {"deep": "Podaj temat."}})

    sent.attempt(ask, lambda _refusal: "")

    assert sent.messages("subject") == ["Podaj temat."]
