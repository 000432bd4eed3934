"""Who may ask for what: the one table of this service."""

from __future__ import annotations

from collections.abc import Mapping

from services.consultations.application.appointment_commands import (
    AppointmentQuery,
    CancelAdvice,
    RecordAdviceHeld,
    RecordNoShow,
    RequestAdvice,
    ScheduleAdvice,
)
from services.consultations.application.appointment_list_queries import (
    AppointmentsExportQuery,
    AppointmentsQuery,
    ConsultingWeekQuery,
)
from services.consultations.application.choices_query import ChoicesQuery
from services.consultations.application.client_commands import (
    ChangeClient,
    ClientQuery,
    DuplicatesQuery,
    EraseClient,
    MatchListQuery,
    MergeClients,
)
from services.consultations.application.client_list_queries import (
    ClientsExportQuery,
    ClientsQuery,
    ClientTimelineQuery,
    NoteViews,
    PersonExportQuery,
    PossibleDuplicatesQuery,
    ViewsOfClientQuery,
)
from services.consultations.application.commands import (
    AdviserQuery,
    AdvisersQuery,
    ApproveCard,
    CardQuery,
    ChangeAdviser,
    ChangeCard,
    ConfirmAdvice,
    CorrectCard,
    DraftCard,
    Query,
    RecordHistoryQuery,
    RegisterAdviser,
    RegisterClient,
    ReturnCard,
    SignCard,
    WholeCardQuery,
)
from services.consultations.application.deputy_commands import (
    AppointDeputy,
    DeputiesQuery,
    RecallDeputy,
)
from services.consultations.application.import_queries import ImportQuery
from services.consultations.application.paper_commands import (
    AttachScan,
    DiscardUnsentForm,
    KeepUnsentForm,
    RemoveScan,
    ScanQuery,
    ScansQuery,
    TakeBackTellingApart,
    TellApart,
    UnsentFormQuery,
)
from services.consultations.application.path_commands import (
    CloseSupportPath,
    FollowUpsDueQuery,
    MakeReferral,
    NoteReceipt,
    OpenSupportPath,
    ReceiveReferral,
    RecordFollowUp,
    ReferralQuery,
    ReferralSlipQuery,
    SupportPathQuery,
)
from services.consultations.application.register_queries import (
    ApprovalQueueQuery,
    RegisterExportQuery,
    RegisterOfAdviceQuery,
)
from services.consultations.application.search_query import SearchQuery
from services.consultations.application.timesheet_commands import (
    CloseTimesheet,
    ReopenTimesheet,
    TimesheetQuery,
    TimesheetsQuery,
)
from services.consultations.application.waiting_query import WhatWaitsQuery
from services.consultations.application.working_time_commands import (
    CorrectDuty,
    FreeSlotsQuery,
    RecordDuty,
    SetWorkingException,
    SetWorkingHours,
    WorkingHoursQuery,
)
from shared.kernel.command import Command, NotAuthorised, Role

ROLES: Mapping[type[Command | Query], frozenset[Role]] = {
    RegisterAdviser: frozenset({Role.COORDINATOR, Role.NODE_ADMINISTRATOR}),
    ChangeAdviser: frozenset({Role.COORDINATOR, Role.NODE_ADMINISTRATOR}),
    AdviserQuery: frozenset({Role.COORDINATOR, Role.NODE_ADMINISTRATOR}),
    AdvisersQuery: frozenset({Role.COORDINATOR, Role.NODE_ADMINISTRATOR}),
    RegisterClient: frozenset({Role.ADVISER, Role.COORDINATOR}),
    ChangeClient: frozenset({Role.ADVISER, Role.COORDINATOR}),
    MergeClients: frozenset({Role.COORDINATOR}),
    EraseClient: frozenset({Role.COORDINATOR}),
    ClientQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    DuplicatesQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    ClientsQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    ClientsExportQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    ImportQuery: frozenset({Role.COORDINATOR}),
    PossibleDuplicatesQuery: frozenset({Role.COORDINATOR}),
    ClientTimelineQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    NoteViews: frozenset({Role.ADVISER, Role.COORDINATOR}),
    ViewsOfClientQuery: frozenset({Role.COORDINATOR}),
    PersonExportQuery: frozenset({Role.COORDINATOR}),
    MatchListQuery: frozenset({Role.REPORTING_OFFICER, Role.OPERATIONS, Role.NODE_ADMINISTRATOR}),
    OpenSupportPath: frozenset({Role.ADVISER, Role.COORDINATOR}),
    CloseSupportPath: frozenset({Role.ADVISER, Role.COORDINATOR}),
    SupportPathQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    MakeReferral: frozenset({Role.ADVISER, Role.COORDINATOR}),
    ReceiveReferral: frozenset({Role.ADVISER, Role.COORDINATOR}),
    NoteReceipt: frozenset({Role.OPERATIONS}),
    ReferralQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    ReferralSlipQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    FollowUpsDueQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    RecordFollowUp: frozenset({Role.ADVISER, Role.COORDINATOR}),
    DraftCard: frozenset({Role.ADVISER}),
    ChangeCard: frozenset({Role.ADVISER}),
    SignCard: frozenset({Role.ADVISER}),
    ReturnCard: frozenset({Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    ApproveCard: frozenset({Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    CorrectCard: frozenset({Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    ConfirmAdvice: frozenset({Role.ADVISER, Role.COORDINATOR}),
    CardQuery: frozenset({Role.ADVISER, Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    WholeCardQuery: frozenset({Role.ADVISER, Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    RecordHistoryQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    RecordDuty: frozenset({Role.ADVISER, Role.COORDINATOR}),
    CorrectDuty: frozenset({Role.COORDINATOR}),
    SetWorkingHours: frozenset({Role.ADVISER, Role.COORDINATOR}),
    SetWorkingException: frozenset({Role.ADVISER, Role.COORDINATOR}),
    WorkingHoursQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    FreeSlotsQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    RequestAdvice: frozenset({Role.ADVISER, Role.COORDINATOR}),
    ScheduleAdvice: frozenset({Role.ADVISER, Role.COORDINATOR}),
    CancelAdvice: frozenset({Role.ADVISER, Role.COORDINATOR}),
    RecordNoShow: frozenset({Role.ADVISER, Role.COORDINATOR}),
    RecordAdviceHeld: frozenset({Role.ADVISER, Role.COORDINATOR}),
    AppointmentQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    AppointmentsQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    AppointmentsExportQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    ConsultingWeekQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    CloseTimesheet: frozenset({Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    ReopenTimesheet: frozenset({Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    TimesheetQuery: frozenset({Role.ADVISER, Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    TimesheetsQuery: frozenset({Role.ADVISER, Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    RegisterOfAdviceQuery: frozenset({Role.ADVISER, Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    RegisterExportQuery: frozenset({Role.ADVISER, Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    ApprovalQueueQuery: frozenset({Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    SearchQuery: frozenset({Role.ADVISER, Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    WhatWaitsQuery: frozenset({Role.ADVISER, Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    ChoicesQuery: frozenset({Role.ADVISER, Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    AttachScan: frozenset({Role.ADVISER, Role.COORDINATOR}),
    RemoveScan: frozenset({Role.ADVISER, Role.COORDINATOR}),
    ScanQuery: frozenset({Role.ADVISER, Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    ScansQuery: frozenset({Role.ADVISER, Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
    KeepUnsentForm: frozenset({Role.ADVISER, Role.COORDINATOR}),
    DiscardUnsentForm: frozenset({Role.ADVISER, Role.COORDINATOR}),
    UnsentFormQuery: frozenset({Role.ADVISER, Role.COORDINATOR}),
    TellApart: frozenset({Role.COORDINATOR}),
    TakeBackTellingApart: frozenset({Role.COORDINATOR}),
    AppointDeputy: frozenset({Role.COORDINATOR, Role.NODE_ADMINISTRATOR}),
    RecallDeputy: frozenset({Role.COORDINATOR, Role.NODE_ADMINISTRATOR}),
    DeputiesQuery: frozenset({Role.COORDINATOR, Role.NODE_ADMINISTRATOR}),
}
"""Command or query type → roles, one of which the actor must hold.

The node's administrator installs and keeps it running (product.md, "Who uses it") and sees no
client's data: for these, also to erase them and to hand them over, the coordinator answers.
"""


def authorise(asked: Command | Query) -> None:
    """Raise `NotAuthorised` unless the actor holds one of the roles that may ask for this."""
    if ROLES[type(asked)].isdisjoint(asked.actor.roles):
        raise NotAuthorised(type(asked).__name__)
