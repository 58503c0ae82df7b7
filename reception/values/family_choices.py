"""The closed lists of family ties: as what somebody acts, by which document, for what."""

from __future__ import annotations

from enum import StrEnum


class RepresentativeKind(StrEnum):
    """As what somebody acts for a patient."""

    GUARDIAN = "guardian"
    TRUSTED = "trusted"
    PAYER = "payer"


class Kinship(StrEnum):
    """Who a representative is to the patient."""

    MOTHER = "mother"
    FATHER = "father"
    APPOINTED = "appointed"
    GRANDPARENT = "grandparent"
    RELATIVE = "relative"
    SPOUSE = "spouse"
    NANNY = "nanny"
    EMPLOYER = "employer"
    OTHER = "other"


class AuthorityKind(StrEnum):
    """The document by which somebody acts for another."""

    NONE = "none"
    BIRTH_CERTIFICATE = "birth_certificate"
    GUARDIANSHIP = "guardianship"
    POWER_NOTARY = "power_notary"
    POWER_CLINIC = "power_clinic"
    COURT = "court"
    CONTRACT = "contract"


class TrustScope(StrEnum):
    """What a trusted person may do."""

    ACCOMPANY = "accompany"
    CONSENT = "consent"
    CONTRACT = "contract"
    INFORM = "inform"
