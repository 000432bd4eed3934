"""A client's way: support paths, referrals between nodes, and what came of the advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.consultations.answers import FollowUpsDueAnswer, ReferralAnswer, SupportPathAnswer
from services.consultations.application import path_commands
from services.consultations.application.close_support_path import close_support_path
from services.consultations.application.list_follow_ups import list_follow_ups
from services.consultations.application.make_referral import make_referral
from services.consultations.application.open_support_path import open_support_path
from services.consultations.application.read_referral import read_referral
from services.consultations.application.read_referral_slip import read_referral_slip
from services.consultations.application.read_support_path import read_support_path
from services.consultations.application.receive_referral import receive_referral
from services.consultations.application.record_follow_up import record_follow_up
from services.consultations.documents.referral_slip import draw_referral_slip
from services.consultations.requests import path_schemas
from services.consultations.web.api.answers import MadeReferralAnswer
from services.consultations.web.api.asking import API, PDF, noting, whenever
from services.consultations.web.asking import banner
from shared.web.api.operations import Drawn

if TYPE_CHECKING:
    from services.consultations.domain.referral_slip import ReferralSlip

way: Final = API.topic("way", "Support paths, referrals and follow-up.")

_REFERRAL: Final = "/referrals/<uuid:referral_id>"


def _slip(slip: ReferralSlip) -> Drawn:
    name = f"skierowanie-{slip.referral.number.replace('/', '-')}.pdf"
    return Drawn(media_type=PDF, name=name, content=draw_referral_slip(slip, banner=banner()))


way.question(
    "/support-paths/<uuid:support_path_id>",
    path_commands.SupportPathQuery,
    path_schemas.SupportPathRequest,
    whenever(read_support_path),
    SupportPathAnswer(),
    version=lambda path: path.version,
)
way.question(
    _REFERRAL,
    path_commands.ReferralQuery,
    path_schemas.ReferralRequest,
    whenever(read_referral),
    ReferralAnswer(),
)
way.document(
    f"{_REFERRAL}/pdf",
    path_commands.ReferralSlipQuery,
    path_schemas.ReferralSlipRequest,
    whenever(read_referral_slip),
    _slip,
    media_type=PDF,
    before_shown=noting(lambda slip: [slip.referral.client_id]),
)
way.question(
    "/follow-ups",
    path_commands.FollowUpsDueQuery,
    path_schemas.FollowUpsDueRequest,
    list_follow_ups,
    FollowUpsDueAnswer(),
    named="follow_ups",
    before_shown=noting(lambda tasks: [task.client_id for task in tasks]),
)
way.command(
    "POST",
    "/support-paths",
    path_commands.OpenSupportPath,
    path_schemas.OpenSupportPathRequest,
    open_support_path,
    creates="/support-paths/{support_path_id}",
)
way.command(
    "POST",
    "/support-paths/<uuid:support_path_id>/closing",
    path_commands.CloseSupportPath,
    path_schemas.CloseSupportPathRequest,
    close_support_path,
)
way.command(
    "POST",
    "/referrals",
    path_commands.MakeReferral,
    path_schemas.MakeReferralRequest,
    make_referral,
    answer=MadeReferralAnswer(),
    creates="/referrals/{referral_id}",
)
way.command(
    "POST",
    f"{_REFERRAL}/receipt",
    path_commands.ReceiveReferral,
    path_schemas.ReceiveReferralRequest,
    receive_referral,
)
way.command(
    "POST",
    "/follow-ups",
    path_commands.RecordFollowUp,
    path_schemas.RecordFollowUpRequest,
    record_follow_up,
)
