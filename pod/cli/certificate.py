"""A certificate of taking part, as a page for the office's printer."""

from html import escape

from pod.desk.certificate import Certificate
from pod.settings import spoken
from pod.ui.common.words import read_text

PAGE = """<!doctype html>
<html lang="{language}"><meta charset="utf-8"><title>{title}</title>
<style>
@page {{ size: A4 landscape; margin: 2cm }}
body {{ font: 20pt/1.6 sans-serif; color: #1f2a30; text-align: center; margin: 0 }}
main {{ border: 3pt solid #0f5f66; border-radius: 12pt; padding: 1.5cm }}
h1 {{ font-size: 30pt; font-weight: 500; margin: 0 0 0.6cm }}
.name {{ font-size: 36pt; margin: 0.4cm 0 }}
.sign {{ display: flex; justify-content: space-around; margin-top: 1.6cm }}
.sign span {{ border-top: 1pt solid; padding: 4pt 2cm; font-size: 14pt }}
</style>
<body><main>
<h1>{title}</h1>
<p class="name">{name}</p>
<p>{lines}</p>
<p class="sign"><span>{signed}</span><span>{day}</span></p>
</main></body></html>
"""


def in_html(made: Certificate) -> str:
    """Return a page that any browser prints; nothing in it is read as markup.

    No prison is named: whoever shows it to an employer says as much as they like.
    """
    language = spoken(made.language)
    words = read_text(language).certificate
    lines = (
        words.took_part,
        words.sittings.format(number=made.sittings),
        words.between.format(
            first=f"{made.first_on:%d.%m.%Y}", last=f"{made.last_on:%d.%m.%Y}"
        ),
    )
    return PAGE.format(
        language=language,
        title=escape(words.title),
        name=escape(made.first_name),
        lines="<br>".join(escape(line) for line in lines),
        signed=escape(words.signed),
        day=escape(words.day),
    )
