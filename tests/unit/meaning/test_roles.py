"""Roles of texts that a report reproduces whole."""

from __future__ import annotations

import pytest

from unodc_parse import parse
from unodc_parse.language.lexicon import load
from unodc_parse.meaning.roles import assign_roles
from unodc_parse.model import Damage, Marker, RepairNote, Segment

ENGLISH = """Report on the tenth session

I. Resolutions and decisions

1. The following texts were adopted by the Commission:

Resolution 10/4

Safe harbours

The Commission on Fisheries,

Recalling its resolution 9/2 of 3 March 2020,

1. Requests the Secretariat to report on harbours;

2. Encourages Member States to mark their harbours.

II. Attendance

2. Forty States were represented.
"""

ARABIC = """تقرير عن الدورة العاشرة

أولاً- مسائل أخرى

١- اعتُمدت النصوص التالية:

القرار ١٠/٤

المرافئ المأمونة

إن لجنة مصائد الأسماك،

إذ تستذكر قرارها ٩/٢ المؤرخ ٣ آذار/مارس ٢٠٢٠،

١- تطلب إلى الأمانة أن تقدِّم تقريراً عن المرافئ؛

٢- تشجِّع الدول الأعضاء على أن تضع علامات على مرافئها.

ثانياً- الحضور

٢- كانت أربعون دولة ممثَّلة.
"""


@pytest.mark.parametrize("text", [ENGLISH, ARABIC])
def test_the_paragraphs_of_a_resolution_inside_a_report_are_decisions(text: str) -> None:
    segments = [s for s in parse(text.encode(), name="report.txt").segments if s.marker and s.kind == "paragraph"]
    assert [(s.id, s.role) for s in segments] == [
        ("I.1", None),
        ("I.1~2", "decision"),
        ("I.2", "decision"),
        ("II.2", None),
    ]
    assert segments[1].modality is not None


SCRAMBLED = RepairNote(damage=Damage.RUN_REVERSED, changed_lines=1, ambiguous_lines=0)


def segment(name: str, kind: str, text: str, parent: str | None, repair: RepairNote | None = None) -> Segment:
    heads = kind == "section"
    return Segment(
        id=name, kind=kind, heading=text if heads else None, text=None if heads else text, parent=parent,
        marker=Marker(raw=name, family="decimal", ordinal=1), repair=repair, confidence=1.0, depth=name.count(".") + 1,
        label=name, language="ar", direction="rtl", span=(0, len(text)), sources=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("repair", "roles"),
    [(SCRAMBLED, [None, None, "recommendation"]), (None, [None, "recommendation", None])],
)
def test_the_colon_of_a_scrambled_sentence_may_stand_anywhere(repair: RepairNote | None, roles: list[str]) -> None:
    segments = (
        segment("II", "section", "التوصيات", None),
        segment("II.4", "paragraph", "يرى الفريق العامل لتي: ما يا", "II", repair),
        segment("II.4.a", "item", "أن تُراجَع القوانين؛", "II.4"),
    )
    assert [s.role for s in assign_roles(segments, load("ar"))] == roles


@pytest.mark.parametrize(
    ("title", "role"),
    [("سادا سمشروع قرار يُوصى باعتماده", "decision"), ("متابعة تنفيذ ما جاء في مشروع قرار", None)],
)
def test_a_scrambled_heading_tells_its_role_behind_what_is_left_of_its_marker(title: str, role: str | None) -> None:
    segments = (
        segment("VI", "section", title, None, SCRAMBLED),
        segment("VI.1", "paragraph", "تطلب إلى الأمانة تقريراً؛", "VI"),
    )
    assert assign_roles(segments, load("ar"))[1].role == role
