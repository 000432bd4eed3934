"""Calls about clients: their files, ways through support, referrals and follow-up."""

from __future__ import annotations

from nameko.rpc import rpc

from services.consultations import answers
from services.consultations.application.change_client import change_client
from services.consultations.application.client_commands import MatchListQuery
from services.consultations.application.close_support_path import close_support_path
from services.consultations.application.erase_client import erase_client
from services.consultations.application.find_duplicates import find_duplicates
from services.consultations.application.list_follow_ups import list_follow_ups
from services.consultations.application.make_referral import make_referral
from services.consultations.application.merge_clients import merge_clients
from services.consultations.application.open_support_path import open_support_path
from services.consultations.application.own_actor import OPERATIONS
from services.consultations.application.read_client import read_client
from services.consultations.application.read_match_list import read_match_list
from services.consultations.application.read_referral import read_referral
from services.consultations.application.read_referral_slip import read_referral_slip
from services.consultations.application.read_support_path import read_support_path
from services.consultations.application.receive_referral import receive_referral
from services.consultations.application.record_follow_up import record_follow_up
from services.consultations.application.register_client import register_client
from services.consultations.documents.referral_slip import draw_referral_slip
from services.consultations.requests import (
    client_schemas,
    path_schemas,
    schemas,
)
from services.consultations.service.calls import EXPECTED, Answer, Calls, Request
from services.consultations.storage.match_telling import (
    SentMatchList,
    StoredMatchTelling,
    match_list,
)
from services.consultations.storage.unit_of_work import snapshot
from shared.messaging.entrypoint import fed
from shared.messaging.feeds import Ticks
from shared.wire.published import CATALOGUE


class ClientCalls(Calls):
    """What people ask about clients."""

    @rpc(expected_exceptions=EXPECTED)
    def register_client(self, request: Request) -> Answer:
        return self._perform(schemas.RegisterClientRequest(), register_client, request)

    @rpc(expected_exceptions=EXPECTED)
    def change_client(self, request: Request) -> Answer:
        return self._perform(client_schemas.ChangeClientRequest(), change_client, request)

    @rpc(expected_exceptions=EXPECTED)
    def merge_clients(self, request: Request) -> Answer:
        return self._perform(client_schemas.MergeClientsRequest(), merge_clients, request)

    @rpc(expected_exceptions=EXPECTED)
    def erase_client(self, request: Request) -> Answer:
        return self._perform(client_schemas.EraseClientRequest(), erase_client, request)

    @rpc(expected_exceptions=EXPECTED)
    def client(self, request: Request) -> Answer:
        file = self._ask(client_schemas.ClientRequest(), read_client, request)
        answer: Answer = answers.ClientAnswer().dump(file)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def duplicates_of(self, request: Request) -> Answer:
        found = self._ask(client_schemas.DuplicatesOfRequest(), find_duplicates, request)
        answer: Answer = answers.DuplicatesAnswer().dump({"candidates": found})
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def match_list(self, request: Request) -> list[Answer]:
        query = client_schemas.MatchListRequest().load(request)
        with snapshot(self.database, self.source, CATALOGUE, self._safe) as records:
            matches = read_match_list(query, records, self.runtime.programme_key)
        answer: list[Answer] = answers.MatchAnswer(many=True).dump(matches)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def send_match_list(self, request: Request) -> Answer:
        sent = self._send_match_list(client_schemas.MatchListRequest().load(request))
        answer: Answer = answers.SentMatchListAnswer().dump(sent)
        return answer

    @fed(Ticks(lambda runtime: runtime.pace.match_list))
    def tell_matches(self, _tick: str) -> None:
        """Send the match list if files changed since it was sent, and every so often anyway."""
        with self.database.read() as connection:
            due = StoredMatchTelling(connection).is_due(self.runtime.wall_clock.now())
        if due:
            self._send_match_list(MatchListQuery(actor=OPERATIONS))

    @rpc(expected_exceptions=EXPECTED)
    def open_support_path(self, request: Request) -> Answer:
        return self._perform(path_schemas.OpenSupportPathRequest(), open_support_path, request)

    @rpc(expected_exceptions=EXPECTED)
    def close_support_path(self, request: Request) -> Answer:
        return self._perform(path_schemas.CloseSupportPathRequest(), close_support_path, request)

    @rpc(expected_exceptions=EXPECTED)
    def support_path(self, request: Request) -> Answer:
        found = self._ask(path_schemas.SupportPathRequest(), read_support_path, request)
        answer: Answer = answers.SupportPathAnswer().dump(found)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def make_referral(self, request: Request) -> Answer:
        return self._perform(path_schemas.MakeReferralRequest(), make_referral, request)

    @rpc(expected_exceptions=EXPECTED)
    def receive_referral(self, request: Request) -> Answer:
        return self._perform(path_schemas.ReceiveReferralRequest(), receive_referral, request)

    @rpc(expected_exceptions=EXPECTED)
    def referral(self, request: Request) -> Answer:
        found = self._ask(path_schemas.ReferralRequest(), read_referral, request)
        answer: Answer = answers.ReferralAnswer().dump(found)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def referral_slip(self, request: Request) -> Answer:
        slip = self._ask(path_schemas.ReferralSlipRequest(), read_referral_slip, request)
        pdf = draw_referral_slip(slip, banner=self._banner)
        return answers.of_pdf(f"skierowanie {slip.referral.number}", pdf)

    @rpc(expected_exceptions=EXPECTED)
    def follow_ups_due(self, request: Request) -> Answer:
        found = self._ask_now(path_schemas.FollowUpsDueRequest(), list_follow_ups, request)
        answer: Answer = answers.FollowUpsDueAnswer().dump({"follow_ups": found})
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def record_follow_up(self, request: Request) -> Answer:
        return self._perform(path_schemas.RecordFollowUpRequest(), record_follow_up, request)

    def _send_match_list(self, query: MatchListQuery) -> SentMatchList:
        """Read the files and send the list; what changes meanwhile is sent the next time."""
        made_at = self.runtime.wall_clock.now()
        with self.database.read() as connection:
            state = StoredMatchTelling(connection).state()
        with snapshot(self.database, self.source, CATALOGUE, self._safe) as records:
            matches = read_match_list(query, records, self.runtime.programme_key)
        self.relaying.tell(*match_list(matches, source=self.source, made_at=made_at))
        with self.database.write(wakes=False) as connection:
            StoredMatchTelling(connection).note(state, made_at)
        return SentMatchList(made_at=made_at, files=len(matches))
