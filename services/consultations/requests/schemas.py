"""What a caller may ask, as JSON; it leaves here as a typed command or query (R21).

What the rules of advice have to say about a request that is well formed is said by the domain.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from marshmallow import fields, post_load
from stdnum.pl import nip, pesel, regon

from services.consultations.application import commands
from services.consultations.domain.advice import CardTexts
from services.consultations.domain.client import ClientDetails
from services.consultations.requests.fields import (
    LONGEST_CODE,
    LONGEST_NAME,
    asking,
    choice,
    day,
    identifier,
    krs_number,
    optional_day,
    optional_identifier,
    optional_text,
    people,
    register_number,
    stripped_or_none,
    text,
    time_of_day,
)
from shared.contracts import consultations as contracts
from shared.wire import request_schemas
from shared.wire.request_schemas import ActorSchema

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class RequestSchema(request_schemas.RequestSchema):
    """The same, also for commands that hold records of their own."""

    parts: ClassVar[Mapping[str, type[DataclassInstance]]] = {}
    """Members of the command that are records of their own; in the request they lie flat."""

    @post_load
    def _make(self, values: dict[str, Any], **_: object) -> object:
        parts = {name: part(**_taken(values, part)) for name, part in self.parts.items()}
        return self.makes(**values, **parts)


class QuerySchema(RequestSchema):
    """What every question has."""

    actor = fields.Nested(ActorSchema, required=True, error_messages=asking("osobę, która pyta"))


class CommandSchema(RequestSchema):
    """What every command has."""

    command_id = identifier("identyfikator polecenia")
    actor = fields.Nested(ActorSchema, required=True, error_messages=asking("osobę, która zleca"))


class AdviserFields(CommandSchema):
    """Who gives advice, and when."""

    adviser_id = identifier("identyfikator doradcy")
    full_name = text("imię i nazwisko doradcy", longest=LONGEST_NAME)
    staff_role = choice("rolę doradcy", contracts.StaffRole)
    active_from = day("pierwszy dzień pracy")
    active_to = optional_day("ostatni dzień pracy")


class RegisterAdviserRequest(AdviserFields):
    """`RegisterAdviser`."""

    makes = commands.RegisterAdviser


class ChangeAdviserRequest(AdviserFields):
    """`ChangeAdviser`."""

    makes = commands.ChangeAdviser
    expected_version = fields.Integer(
        required=True, strict=True, error_messages=asking("wersję, którą czytano")
    )


class AdviserRequest(QuerySchema):
    """`AdviserQuery`."""

    makes = commands.AdviserQuery
    adviser_id = identifier("identyfikator doradcy")


class AdvisersRequest(QuerySchema):
    """`AdvisersQuery`."""

    makes = commands.AdvisersQuery


class DetailsFields(RequestSchema):
    """Who a client is."""

    parts: ClassVar[Mapping[str, type[DataclassInstance]]] = {"details": ClientDetails}
    name = text("nazwę lub imię i nazwisko klienta", longest=LONGEST_NAME)
    email = fields.Email(
        load_default=None,
        allow_none=True,
        pre_load=stripped_or_none,
        error_messages=asking("adres e-mail w postaci nazwa@domena"),
    )
    phone = optional_text("telefon", longest=LONGEST_CODE)
    address = optional_text("adres", longest=LONGEST_NAME)
    nip = register_number("NIP", nip.validate)
    krs = register_number("KRS", krs_number)
    regon = register_number("REGON", regon.validate)
    pesel = register_number("PESEL", pesel.validate)


class ClientFields(DetailsFields):
    """What a client's file says."""

    parts: ClassVar[Mapping[str, type[DataclassInstance]]] = {
        "details": ClientDetails,
        "recipient": contracts.Recipient,
    }
    client_id = identifier("identyfikator klienta")
    sex = optional_text("kod płci", longest=LONGEST_CODE)
    age_band = optional_text("kod wieku", longest=LONGEST_CODE)
    gmina = optional_text("kod gminy", longest=LONGEST_CODE)
    status = optional_text("kod statusu", longest=LONGEST_CODE)
    although_duplicate = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        error_messages=asking("wartość true, jeśli to na pewno inny klient, albo false"),
    )


class RegisterClientRequest(ClientFields, CommandSchema):
    """`RegisterClient`."""

    makes = commands.RegisterClient
    client_kind = choice("rodzaj klienta", contracts.ClientKind)
    predecessor_id = optional_identifier("identyfikator grupy")


class CardCommandSchema(CommandSchema):
    """What every command about a card has."""

    card_id = identifier("identyfikator karty")


class AdviceFields(RequestSchema):
    """What is told about one session of advice."""

    held_on = day("dzień porady")
    started_at = time_of_day("godzinę rozpoczęcia")
    ended_at = time_of_day("godzinę zakończenia")
    field_of_advice = text("kod zakresu porady", longest=LONGEST_CODE)
    form_of_contact = text("kod formy kontaktu", longest=LONGEST_CODE)
    client_ids = people("klientów")
    adviser_ids = people("doradców")


class CardFields(AdviceFields):
    """What is told on a card that is not signed."""

    parts: ClassVar[Mapping[str, type[DataclassInstance]]] = {
        "advice": commands.AdviceAsTold,
        "texts": CardTexts,
    }
    support_path_id = optional_identifier("identyfikator ścieżki")
    subject = text("temat porady", may_be_empty=True)
    advice_given = text("treść udzielonej porady", may_be_empty=True)
    agreed_steps = text("ustalenia (mogą być puste)", may_be_empty=True)
    persons_present = text("osoby obecne (może być puste)", may_be_empty=True)


class DraftCardRequest(CardFields, CardCommandSchema):
    """`DraftCard`."""

    makes = commands.DraftCard
    programme = text("kod programu", longest=LONGEST_CODE)
    appointment_id = optional_identifier("identyfikator zgłoszenia")


class ChangeCardRequest(CardFields, CardCommandSchema):
    """`ChangeCard`."""

    makes = commands.ChangeCard
    expected_version = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        error_messages=asking("numer wersji karty, którą czytano"),
    )


class SignCardRequest(CardCommandSchema):
    """`SignCard`."""

    makes = commands.SignCard


class ReturnCardRequest(CardCommandSchema):
    """`ReturnCard`."""

    makes = commands.ReturnCard
    reason = choice("powód zwrotu", contracts.ReturnReason)
    remarks = text("uwagi dla doradcy", may_be_empty=True)


class ApproveCardRequest(CardCommandSchema):
    """`ApproveCard`."""

    makes = commands.ApproveCard


class CorrectCardRequest(AdviceFields, CardCommandSchema):
    """`CorrectCard`."""

    makes = commands.CorrectCard
    parts: ClassVar[Mapping[str, type[DataclassInstance]]] = {"advice": commands.AdviceAsTold}
    reason = choice("powód korekty", contracts.CorrectionReason)
    remarks = text("uzasadnienie korekty", may_be_empty=True)
    counted = fields.Boolean(
        required=True,
        truthy={True},
        falsy={False},
        error_messages=asking("wartość true (karta się liczy) albo false (nie liczy się)"),
    )


class ConfirmAdviceRequest(CardCommandSchema):
    """`ConfirmAdvice`."""

    makes = commands.ConfirmAdvice
    confirmed_on = day("dzień potwierdzenia")
    means = choice("sposób potwierdzenia", contracts.ConfirmationMeans)


class CardRequest(QuerySchema):
    """`CardQuery`."""

    makes = commands.CardQuery
    card_id = identifier("identyfikator karty")


class WholeCardRequest(QuerySchema):
    """`WholeCardQuery`."""

    makes = commands.WholeCardQuery
    card_id = identifier("identyfikator karty")


class RecordHistoryRequest(QuerySchema):
    """`RecordHistoryQuery`."""

    makes = commands.RecordHistoryQuery
    record_id = identifier("identyfikator karty, klienta lub doradcy")


def _taken(values: dict[str, Any], part: type[DataclassInstance]) -> dict[str, Any]:
    """Take the members that belong to a part out of the values."""
    names = [field.name for field in dataclasses.fields(part) if field.name in values]
    return {name: values.pop(name) for name in names}
