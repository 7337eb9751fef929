"""What the data files of meaning hold: one struct for one kind of entry, and the tables of small words."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

Strings = tuple[str, ...]
CountClass = Literal["one", "two", "some", "several", "many", "most", "all"]
Stance = Literal["inform", "observe", "stress", "support", "concern", "propose", "oppose", "ask"]
TitleClass = Literal["named", "chair", "secretariat", "office_holder"]
Strength = Literal[0, 1, 2, 3, 4, 5, 6]


class Grammar(Struct, frozen=True, forbid_unknown_fields=True):
    """Small words by what they do in a sentence."""

    be: Strings
    adverbs: Strings
    intensifiers: Strings
    qualifiers: Strings
    joins: Strings
    relative: Strings
    that: Strings
    not_in_list: Strings
    inverted: Strings
    to: Strings
    of: Strings
    not_before_verb: Strings
    object_starts: Strings
    not_after_passive: Strings
    not_directing: Strings
    pronouns: Strings
    possessives: Strings
    involving: Strings = ()
    undergoing: Strings = ()
    negations: Strings = ()
    pronominal: Strings = ()
    abbreviations: Strings = ()
    join_tails: Strings = ()
    leads: Strings = ()
    apart: Strings = ()
    name_goes_on: Strings = ()
    aims: Strings = ()
    needs: Strings = ()
    subjects: Strings = ()
    asking: Strings = ()
    calling: Strings = ()


class CitationWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words that citations are made of."""

    article: Strings
    paragraph: Strings
    resolution: Strings
    decision: Strings
    item: Strings
    agenda_item: Strings
    agenda_tail: Strings
    document: Strings
    joins: Strings
    ranges: Strings
    fillers: Strings
    of: Strings
    from_: Strings = field(name="from")
    same: Strings
    here: Strings
    own: Strings
    singular: Strings
    not_generic: Strings
    determiners: Strings
    session_letters: Strings
    ordinals: Strings
    issued: Strings
    titled: Strings
    parts: Strings = ()


class DateWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What makes a range of two dates that are joined by "and"."""

    between: Strings
    and_: Strings = field(name="and")


class Speakers(Struct, frozen=True, forbid_unknown_fields=True):
    """Those who take the floor, and the words around them."""

    singular: Strings
    plural: Strings
    between: Strings
    bare: Strings
    by: Strings
    according_to: Strings
    on_behalf: Strings
    boundaries: Strings
    same: Strings
    name_stops: Strings
    name_joins: Strings
    not_alone: Strings = ()
    tells: Strings = ()
    nobody: Strings = ()
    unnamed: Strings = ()
    delivered: Strings = ()
    dual: Strings = ()
    articles: Strings = ()
    name_leads: Strings = ()
    chairs: Strings = ()
    turns: Strings = ()
    goes_on: Strings = ()
    impersonal: Strings = ()
    auxiliaries: Strings = ()


class Cue(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that direct: how strongly, and how they stand in a sentence.

    `verb`: a body does it to someone; `base`: the form that stands behind "we" or "they"; `passive`: someone is asked
    to; `modal`: someone should; `subject_after`: impersonal, who is meant stands behind. `weak`: counts only beside an
    addressee. `adjacent`: only right after one (in Arabic, before one). `opens`: only where a clause opens. `needs`: a
    word that must follow soon. `after`: words one of which stands right before (Arabic). `object`: the clitic or word
    that marks whom it is done to.
    """

    strength: Strength
    example: str
    verb: Strings = ()
    passive: Strings = ()
    modal: Strings = ()
    base: Strings = ()
    subject_after: Strings = ()
    intensified: Strength | None = None
    weak: bool = False
    adjacent: bool = False
    opens: bool = False
    bodies_only: bool = False
    after: Strings = ()
    needs: str | None = None
    object: str | None = None


class Hedge(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that soften or limit; `after_cue`: only where they follow the cue."""

    phrases: Strings
    example: str
    after_cue: bool = False


class Aspect(Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that tell whether something new is asked for, or more of what there is."""

    id: Literal["continue", "strengthen", "establish"]
    phrases: Strings
    example: str


class Count(Struct, frozen=True, forbid_unknown_fields=True):
    """How many spoke: words before or after the speakers, or alone."""

    id: CountClass
    example: str
    before: Strings = ()
    after: Strings = ()
    alone: Strings = ()


class Agreement(Struct, frozen=True, forbid_unknown_fields=True):
    """Agreement that is told without a speaker."""

    id: CountClass
    phrases: Strings
    stance: Stance
    example: str


class Title(Struct, frozen=True, forbid_unknown_fields=True):
    """What a speaker is called; a country or an organization follows the named ones."""

    id: TitleClass
    phrases: Strings
    example: str


class SpeechVerb(Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs of saying: forms with a speaker, passive forms, and forms that may be either."""

    stance: Stance
    forms: Strings
    example: str
    passive: Strings = ()
    both: Strings = ()


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """What is expressed, where the verb alone has no stance."""

    stance: Stance
    phrases: Strings
    example: str


class Name(Struct, frozen=True, forbid_unknown_fields=True):
    """An addressee or an instrument. An id with `@` is resolved from the document's symbol or what was named last."""

    id: str
    names: Strings
    example: str


class Entries(Struct, frozen=True, forbid_unknown_fields=True):
    """What a lexicon file may add: entries, and strengths for words that are known already."""

    language: str
    cue: tuple[Cue, ...] = ()
    hedge: tuple[Hedge, ...] = ()
    aspect: tuple[Aspect, ...] = ()
    count: tuple[Count, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    title: tuple[Title, ...] = ()
    verb: tuple[SpeechVerb, ...] = ()
    topic: tuple[Topic, ...] = ()
    addressee: tuple[Name, ...] = ()
    instrument: tuple[Name, ...] = ()
    scale: dict[str, Strength] = {}


class SmallWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of small words, which users do not add to."""

    grammar: Grammar
    citations: CitationWords
    dates: DateWords
    speakers: Speakers


Entry = Cue | Hedge | Aspect | Count | Agreement | Title | SpeechVerb | Topic | Name
