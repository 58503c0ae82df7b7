"""Names for the numbers of rows, so that one is never taken for another."""

from __future__ import annotations

from typing import NewType

PatientId = NewType("PatientId", int)
HouseholdId = NewType("HouseholdId", int)
AccountId = NewType("AccountId", int)
VisitId = NewType("VisitId", int)
MentionId = NewType("MentionId", int)
StaffId = NewType("StaffId", int)
CardId = NewType("CardId", int)
PaperId = NewType("PaperId", int)
TaskId = NewType("TaskId", int)
VersionId = NewType("VersionId", int)
EntryId = NewType("EntryId", int)
LotId = NewType("LotId", int)
