"""When a representative may act: the last day counts, a court beats every document."""

from __future__ import annotations

from datetime import date

import pytest

from reception.rules.family_ties import (
    Acting,
    Authority,
    authority,
    may_accompany,
    read_scope,
    write_scope,
)
from reception.values.family_choices import RepresentativeKind, TrustScope

DAY = date(2026, 11, 2)
GUARDIAN, TRUSTED, PAYER = (
    RepresentativeKind.GUARDIAN,
    RepresentativeKind.TRUSTED,
    RepresentativeKind.PAYER,
)
BRINGS = frozenset({TrustScope.ACCOMPANY})


@pytest.mark.parametrize(
    ("acting", "expected", "accompanies"),
    [
        (Acting(GUARDIAN), Authority.HOLDS, True),
        (Acting(GUARDIAN, until=date(2026, 11, 1)), Authority.ENDED, False),
        (Acting(GUARDIAN, restricted=True), Authority.FORBIDDEN, False),
        (Acting(TRUSTED, scope=BRINGS), Authority.HOLDS, True),
        (Acting(TRUSTED), Authority.HOLDS, False),
        (Acting(TRUSTED, expires_on=DAY, scope=BRINGS), Authority.EXPIRES_SOON, True),
        (Acting(TRUSTED, expires_on=date(2026, 11, 1), scope=BRINGS), Authority.EXPIRED, False),
        (Acting(TRUSTED, expires_on=date(2026, 12, 2), scope=BRINGS), Authority.EXPIRES_SOON, True),
        (Acting(TRUSTED, expires_on=date(2026, 12, 3), scope=BRINGS), Authority.HOLDS, True),
        (
            Acting(TRUSTED, expires_on=DAY, scope=BRINGS, restricted=True),
            Authority.FORBIDDEN,
            False,
        ),
        (Acting(PAYER), Authority.HOLDS, False),
    ],
)
def test_who_may_act_and_bring_the_child(
    acting: Acting, expected: Authority, accompanies: bool
) -> None:
    assert authority(acting, DAY) is expected
    assert may_accompany(acting, DAY) is accompanies


def test_a_scope_is_stored_in_one_order_and_read_back() -> None:
    every = frozenset(TrustScope)
    assert write_scope(every) == "accompany,consent,contract,inform"
    assert read_scope(write_scope(every)) == every
    assert read_scope("inform,something newer") == {TrustScope.INFORM}
    assert read_scope("") == frozenset()
