"""Invented pages of activities, in both languages, as long as real ones get."""

from collections.abc import Iterator

from pod.script import (
    Build,
    Card,
    Choice,
    Figure,
    Question,
    Shape,
    Step,
    Still,
    Summary,
)
from pod.settings import Language
from pod.ui.common.words import Text

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "back": "Back",
        "skip": "Skip",
        "next": "Next",
        "try": "Try it",
        "again": "Again",
        "stop": "Stop here",
        "timing": "This part is about timing.",
        "circle": "Circle: press.",
        "square": "Square: do nothing.",
        "mistakes": "Mistakes are normal.",
        "look": "Keep your eyes on the middle.",
        "step": "Question 3 of 8",
        "done": "Part 2 of 4 is done",
        "well": "Went well",
        "well_said": "You let squares go by.",
        "tip": "Tip",
        "tip_said": "Look first. Then press.",
        "mood": "How are you today?",
        "safe": "Not safe? Press I need help.",
        "wait": "I can wait for things I want.",
        "more": "More",
        "if": "If",
        "cue": "I feel wound up,",
        "then": "then I will",
        "keep": "Keep my plan",
        "when": "When is it hard for you?",
        "sit": "Sit so that you are at ease.",
        "touch": "Feel where you touch the chair.",
    },
    "cy": {
        "back": "Yn ôl",
        "skip": "Hepgor",
        "next": "Nesaf",
        "try": "Rhowch gynnig",
        "again": "Eto",
        "stop": "Stopio yma",
        "timing": "Mae'r rhan hon am amseru.",
        "circle": "Cylch: pwyswch.",
        "square": "Sgwâr: peidiwch â gwneud dim.",
        "mistakes": "Mae camgymeriadau'n normal.",
        "look": "Cadwch eich llygaid ar y canol.",
        "step": "Cwestiwn 3 o 8",
        "done": "Mae rhan 2 o 4 wedi'i gwneud",
        "well": "Aeth yn dda",
        "well_said": "Gadawsoch i'r sgwariau fynd heibio.",
        "tip": "Awgrym",
        "tip_said": "Edrychwch gyntaf. Yna pwyswch.",
        "mood": "Sut ydych chi heddiw?",
        "safe": "Ddim yn ddiogel? Pwyswch Angen help.",
        "wait": "Rwy'n gallu aros am bethau rwyf eu heisiau.",
        "more": "Mwy",
        "if": "Os",
        "cue": "rwy'n teimlo'n flin,",
        "then": "yna byddaf yn",
        "keep": "Cadw fy nghynllun",
        "when": "Pryd mae'n anodd i chi?",
        "sit": "Eisteddwch yn gyfforddus.",
        "touch": "Teimlwch ble rydych chi'n cyffwrdd â'r gadair.",
    },
}
MOODS: dict[Language, tuple[str, ...]] = {
    "en": ("Very low", "Low", "OK", "Good", "Great"),
    "cy": ("Isel iawn", "Isel", "Iawn", "Da", "Gwych"),
}
OFTEN: dict[Language, tuple[str, ...]] = {
    "en": ("Never", "Sometimes", "Often", "Always"),
    "cy": ("Byth", "Weithiau", "Yn aml", "Bob amser"),
}
ACTS: dict[Language, tuple[str, ...]] = {
    "en": ("breathe slowly", "walk away", "talk to someone"),
    "cy": ("anadlu'n araf", "cerdded i ffwrdd", "siarad â rhywun"),
}
ACT_ICONS = ("breathe", "walk", "listener")
DAYS = (
    "Not at all",
    "Several days",
    "More than half the days",
    "Nearly every day",
)
STEM = (
    "Over the last 2 weeks, how often have you been bothered"
    " by any of the following problems?"
)
SLOWLY = (
    "Moving or speaking so slowly that other people could have noticed? Or the"
    " opposite — being so fidgety or restless that you have been moving around a lot"
    " more than usual"
)
ANXIOUS = (
    "On a scale where 0 is “not at all anxious” and 10 is “completely anxious”,"
    " overall, how anxious did you feel yesterday?"
)


def in_samples(text: Text) -> Language:
    """Return the language of a text, or English where nothing is invented in it."""
    return text.language if text.language in WORDS else "en"


def card(language: Language) -> Card:
    """Return a card with an icon."""
    words = WORDS[language]
    return Card(
        title=words["timing"],
        lines=(words["look"], words["mistakes"]),
        icon="shapes",
        choices=(_back(language), _on(language, "next")),
    )


def figures(language: Language) -> Card:
    """Return a card with two rules in pictures."""
    words = WORDS[language]
    rules = (
        Figure(Shape("circle"), words["circle"]),
        Figure(Shape("square"), words["square"]),
    )
    return Card(
        title=words["timing"],
        figures=rules,
        lines=(words["mistakes"],),
        choices=(_back(language), _on(language, "try")),
    )


def questions(language: Language) -> Iterator[tuple[str, Question]]:
    """Return each kind of question: rings, a list, long items, a scale of eleven."""
    words = WORDS[language]
    skip = Choice(id="skip", words=words["skip"], icon="skip")
    yield (
        "mood",
        Question(
            prompt=words["mood"],
            note=words["safe"],
            choices=scale(MOODS[language]),
            ways=(skip,),
        ),
    )
    step = Step(words["step"], 3, 8)
    ways = (_back(language), skip)
    asked = (
        ("often", words["wait"], "", scale(OFTEN[language])),
        ("days", "Little interest or pleasure in doing things", STEM, scale(DAYS)),
        ("long", SLOWLY, STEM, scale(DAYS)),
        ("eleven", ANXIOUS, "", _eleven()),
    )
    for name, prompt, stem, choices in asked:
        page = Question(prompt=prompt, stem=stem, choices=choices, ways=ways, step=step)
        yield name, page


def _eleven() -> tuple[Choice, ...]:
    ends = {0: "0 not at all", 10: "10 completely"}
    return tuple(
        Choice(id=str(number), words=ends.get(number, str(number)))
        for number in range(11)
    )


def summary(language: Language) -> Summary:
    """Return the end of a block."""
    words = WORDS[language]
    choices = (
        _on(language, "next"),
        Choice(id="again", words=words["again"], icon="again"),
        Choice(id="stop", words=words["stop"], icon="stop"),
    )
    return Summary(
        step=Step(words["done"], 2, 4),
        well_title=words["well"],
        well=words["well_said"],
        tip_title=words["tip"],
        tip=words["tip_said"],
        choices=choices,
    )


def builds(language: Language) -> Iterator[tuple[str, Build]]:
    """Return a sentence under way, and a choice of cards with nothing before it."""
    words = WORDS[language]
    cue = Choice(id="cue", words=words["cue"], icon="wound_up")
    nothing = Choice(id="nothing", words="")
    yield "plan", _build(language, (words["if"], cue, words["then"]), words["keep"])
    yield "alone", _build(language, ("", nothing, words["when"]), words["next"])


def _build(language: Language, said: tuple[str, Choice, str], keep: str) -> Build:
    words, (lead, given, ask) = WORDS[language], said
    more = Choice(id="more", words=words["more"], icon="more")
    skip = Choice(id="skip", words=words["skip"], icon="skip")
    cards = zip(ACT_ICONS, ACTS[language], strict=True)
    return Build(
        lead=lead,
        given=given,
        ask=ask,
        choices=tuple(Choice(id=icon, words=act, icon=icon) for icon, act in cards),
        ways=(_back(language), more, skip),
        keep=keep,
    )


def still(language: Language) -> Still:
    """Return a page that stays for a while."""
    words = WORDS[language]
    return Still(
        title=words["sit"], lines=(words["touch"],), icon="armchair", for_ms=30_000
    )


def scale(words: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return answers with rings that fill up."""
    top = len(words) - 1
    return tuple(
        Choice(id=str(place), words=said, level=place / top)
        for place, said in enumerate(words)
    )


def _back(language: Language) -> Choice:
    return Choice(id="back", words=WORDS[language]["back"], icon="back")


def _on(language: Language, word: str) -> Choice:
    return Choice(id="next", words=WORDS[language][word], icon="next", main=True)
