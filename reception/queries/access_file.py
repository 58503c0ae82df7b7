"""The file a person is given: what the clinic keeps about her as PDF and as JSON, in one ZIP.

The screen and the command line write the same bytes.
"""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy.orm import Session

from reception.documents.access_report import render_access_report
from reception.documents.payloads import Imprint, Person
from reception.documents.payloads_confidence import AccessReport
from reception.documents.tables import printed_table
from reception.exchange.archive import zip_of
from reception.queries.access import access_export
from reception.queries.consents import requisites
from reception.translation import Language, load_translator


def access_file(
    session: Session, *, patient_id: int, now: datetime, actor_name: str, language: Language
) -> bytes:
    """The ZIP with the PDF in a language and the JSON; raises LookupError for nobody."""
    export = access_export(session, patient_id=patient_id, now=now)
    translator = load_translator(language)
    report = AccessReport(
        imprint=Imprint("", export.made_at, actor_name),
        clinic=requisites(session),
        subject=Person(export.name, export.born),
        tables=tuple(printed_table(table, translator) for table in export.tables),
    )
    record = json.dumps(export.record, ensure_ascii=False, indent=1, sort_keys=True)
    name = f"record-{patient_id:06d}"
    return zip_of(
        {
            f"{name}.pdf": render_access_report(report, translator),
            f"{name}.json": record.encode(),
        },
        export.made_at,
    )


def access_file_name(patient_id: int) -> str:
    """How the file is called: by the record, never by a name."""
    return f"record-{patient_id:06d}.zip"
