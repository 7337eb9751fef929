"""What the transitions of the numbering cost."""

from __future__ import annotations

from typing import Final

from unodc_parse.values import Value


class NumberingCosts(Value, frozen=True):
    """Costs in nats; set on the structure truths and the corpus, see docs/evaluation.md."""

    skip: float = 2.5  # a number is missing …
    skip_each: float = 0.35  # … and for each one
    skip_most: float = 7.0
    back: float = 9.0  # a number that was passed already
    fragment: float = 0.8  # a sequence that starts above 1, nothing before it
    late_letter: float = 0.2  # … for each letter left out: a lone "I." is rather the number than the ninth letter
    late_section: float = 1.0  # the first section of a text whose subsections count already: "I." after "H."
    restart: float = 6.0  # paragraphs count from 1 again without a heading that says so
    restart_fresh: float = 0.2  # … under a heading of a draft text or an annex
    resume: float = 0.5  # back to the main count after a draft text
    other_family: float = 3.0
    list_after_colon: float = -0.5
    list_plain: float = 0.8
    list_again: float = 2.5  # a second (a) under the same paragraph
    list_interrupted: float = 1.0  # a list goes on after a heading
    list_homeless: float = 1.2  # (a) under a heading, (i) under a paragraph
    sublist_after_colon: float = -0.3
    sublist_plain: float = 0.5
    sublist_by_letter: float = 2.0  # … by what is the next letter of the list, after no colon: (i) after (h)
    nested_after_colon: float = 1.0  # 1. 2. 3. inside a paragraph: an agenda, say
    nested_plain: float = 3.5
    nested_interrupted: float = 1.5  # … and go on after a heading, as the parts of an agenda do
    heading_plain: float = 2.0  # a section marker on a line that does not look like a heading
    heading_as_paragraph: float = 1.5  # a paragraph number on a line in bold
    numbered_heading: float = 0.5
    numbered_heading_weak: float = 1.6
    lettered_heading: float = 0.4  # (a), (b) … that title the paragraphs below them
    lettered_heading_weak: float = 3.0
    item_as_heading: float = 1.2  # an item on a line in bold that ends no sentence
    reject_strong: float = 3.5  # leaving a marker at the head of a block unread
    reject_weak: float = 0.3  # … in the midst of one
    reject_expected: float = 3.0  # … though it is the next of a sequence that stands open
    doubt_after_end: float = 0.15  # … after a sentence or an item ended: less than leaving one of a list unread
    doubt_of_expected: float = 0.7  # how much signs against a break count before the number that must come next
    reject_heading: float = 2.0  # … though its line looks like the heading that such a marker opens
    reject_below_heading: float = 2.5  # … or what may be left of a paragraph's number, right below a heading
    reject_quoted: float = 1.5  # … or of a number between quotation marks, or at the end of a title
    reject_loose: float = 0.3  # … or of any, for each nat that speaks for a break
    reject_loose_most: float = 1.5


COSTS: Final = NumberingCosts()
