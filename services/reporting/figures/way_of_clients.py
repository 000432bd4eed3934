"""Figures of the way of clients through the centre: support paths, referrals, follow-up.

A referral counts as completed once the node to which the client was sent told that they came: both
nodes know it by the same id. At a partner's node, which hears only itself, none is.
"""

from __future__ import annotations

from services.reporting.figures.figure import Counterpart, FigureDefinition, Operation
from services.reporting.projection.tables import (
    closed_path_fact,
    follow_up_fact,
    referral_fact,
    referral_receipt_fact,
    support_path_fact,
)

_REFERRAL = frozenset({"node", "programme", "client_kind", "field_of_advice", "to_node"})

NUMBER_OF_SUPPORT_PATHS = FigureDefinition(
    name="number_of_support_paths",
    label="Liczba rozpoczętych ścieżek wsparcia",
    unit="count",
    table=support_path_fact,
    operation=Operation.COUNT,
    column="support_path_id",
    day="opened_on",
    filters=frozenset({"node"}),
)

NUMBER_OF_CLOSED_SUPPORT_PATHS = FigureDefinition(
    name="number_of_closed_support_paths",
    label="Liczba zakończonych ścieżek wsparcia",
    unit="count",
    table=closed_path_fact,
    operation=Operation.COUNT,
    column="support_path_id",
    day="closed_on",
    filters=frozenset({"node", "outcome"}),
)

NUMBER_OF_REFERRALS = FigureDefinition(
    name="number_of_referrals",
    label="Liczba skierowań do innych organizacji",
    unit="count",
    table=referral_fact,
    operation=Operation.COUNT,
    column="referral_id",
    day="made_on",
    filters=_REFERRAL,
)

NUMBER_OF_COMPLETED_REFERRALS = FigureDefinition(
    name="number_of_completed_referrals",
    label="Liczba skierowań, po których klient się zgłosił",
    unit="count",
    table=referral_fact,
    operation=Operation.COUNT,
    column="referral_id",
    day="made_on",
    filters=_REFERRAL,
    counterpart=Counterpart(referral_receipt_fact, "referral_id", by="to_node"),
)

NUMBER_OF_RECEIVED_REFERRALS = FigureDefinition(
    name="number_of_received_referrals",
    label="Liczba klientów przyjętych ze skierowania",
    unit="count",
    table=referral_receipt_fact,
    operation=Operation.COUNT,
    column="referral_id",
    day="received_on",
    filters=frozenset({"node", "programme", "client_kind", "from_node"}),
)

NUMBER_OF_FOLLOW_UPS = FigureDefinition(
    name="number_of_follow_ups",
    label="Liczba sprawdzonych rezultatów po poradach",
    unit="count",
    table=follow_up_fact,
    operation=Operation.COUNT,
    column="follow_up_id",
    day="recorded_on",
    filters=frozenset({"node", "client_kind", "months", "outcome"}),
)

FIGURES = (
    NUMBER_OF_SUPPORT_PATHS,
    NUMBER_OF_CLOSED_SUPPORT_PATHS,
    NUMBER_OF_REFERRALS,
    NUMBER_OF_COMPLETED_REFERRALS,
    NUMBER_OF_RECEIVED_REFERRALS,
    NUMBER_OF_FOLLOW_UPS,
)
