"""The words of family ties: kinds, kinship, documents, scope."""

from __future__ import annotations

from reception.translation import Message, msg
from reception.values.family_choices import (
    AuthorityKind,
    Kinship,
    RepresentativeKind,
    TrustScope,
)


def representative_label(kind: RepresentativeKind) -> Message:
    """As what somebody acts."""
    return {
        RepresentativeKind.GUARDIAN: msg("legal representative"),
        RepresentativeKind.TRUSTED: msg("trusted person"),
        RepresentativeKind.PAYER: msg("payer"),
    }[kind]


def kinship_label(kinship: Kinship) -> Message:
    """Who it is to the patient."""
    return {
        Kinship.MOTHER: msg("mother"),
        Kinship.FATHER: msg("father"),
        Kinship.APPOINTED: msg("appointed guardian"),
        Kinship.GRANDPARENT: msg("grandmother or grandfather"),
        Kinship.RELATIVE: msg("relative"),
        Kinship.SPOUSE: msg("spouse"),
        Kinship.NANNY: msg("nanny"),
        Kinship.EMPLOYER: msg("employer"),
        Kinship.OTHER: msg("somebody else"),
    }[kinship]


def authority_label(kind: AuthorityKind) -> Message:
    """The document by its name."""
    return {
        AuthorityKind.NONE: msg("no document"),
        AuthorityKind.BIRTH_CERTIFICATE: msg("birth certificate"),
        AuthorityKind.GUARDIANSHIP: msg("guardianship order"),
        AuthorityKind.POWER_NOTARY: msg("notarised power of attorney"),
        AuthorityKind.POWER_CLINIC: msg("power of attorney on the clinic's form"),
        AuthorityKind.COURT: msg("court decision"),
        AuthorityKind.CONTRACT: msg("contract"),
    }[kind]


def scope_label(scope: TrustScope) -> Message:
    """What a trusted person may do."""
    return {
        TrustScope.ACCOMPANY: msg("bring the child and be present"),
        TrustScope.CONSENT: msg("consent to care"),
        TrustScope.CONTRACT: msg("sign the paid contract"),
        TrustScope.INFORM: msg("be told about the visit"),
    }[scope]
