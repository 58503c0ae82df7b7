"""What the desk shows: after a change of any of these it asks again."""

from __future__ import annotations

from reception.changes import Topic

DESK_TOPICS: frozenset[Topic] = frozenset(
    {
        Topic.PATIENTS,
        Topic.HOUSEHOLDS,
        Topic.VISITS,
        Topic.MENTIONS,
        Topic.ACCOUNTS,
        Topic.POINTS,
        Topic.CARDS,
        Topic.PAPERS,
        Topic.TASKS,
        Topic.CONSENTS,
        Topic.IMPORTS,
        Topic.PROGRAMME,
        Topic.SETTINGS,
        Topic.SHIFT,
    }
)
