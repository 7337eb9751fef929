"""Roles of texts that a report reproduces whole."""

from __future__ import annotations

import pytest

from unodc_parse import parse

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
