"""The rules sheet as plain text, for the clinic's site and page: the same payload as on paper."""

from __future__ import annotations

from reception.documents.payloads import RulesSheet
from reception.documents.wording import edition_tag, organiser_rows, sheet_title, validity
from reception.translation import Translator, msg


def rules_text(data: RulesSheet, translator: Translator) -> str:
    """The sheet without layout, in the order of the paper, ending with a line break."""
    said = translator.text
    yes, no = said(msg("yes")), said(msg("no"))
    earned, paid = said(msg("Points are earned")), said(msg("Can be paid with points"))
    blocks = [
        [sheet_title(data, translator), validity(data.edition, translator)],
        [data.short],
        [f"{number}. {sentence}" for number, sentence in enumerate(data.points, 1)],
        [
            said(msg("What earns points and what points pay")),
            *(
                f"– {row.name}. {earned}: {yes if row.earns else no}."
                f" {paid}: {yes if row.redeems else no}."
                for row in data.groups
            ),
        ],
    ]
    if data.examples:
        blocks.append([said(msg("Worked examples"))])
        blocks += [
            [example.title, *(f"– {line.label}: {line.text}" for line in example.lines)]
            for example in data.examples
        ]
    blocks += [
        [
            said(msg("Good to know")),
            *(f"– {note.label}. {note.text}" for note in data.notes),
        ],
        [
            said(msg("Who organises the programme")),
            *(f"– {row.label}: {row.text}" for row in organiser_rows(data, translator)),
        ],
        [edition_tag(data.edition, translator)],
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"
