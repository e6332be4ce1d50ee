"""The sheet that every document stands on: A4, its fonts, its foot with page numbers, and the looks templates may use.

Classes for templates: ``foot`` (stands at the foot of each page; ``pages`` in it becomes "page x of y"), ``seam`` (stands at
the right edge of each page, where a seal is set across the sheets), ``sign`` (boxes for signatures), ``number`` (figures
that stand below each other), ``quiet``, ``keep`` (is not torn apart).
"""

import html
from collections.abc import Mapping

from engine.documents.document import Own
from engine.documents.fill import Filled

# The last families hold Chinese characters; the layout engine looks no further than this list.
_FONTS = (
    '"Noto Serif", "Liberation Serif", "DejaVu Serif", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", '
    '"SimSun", "Noto Sans CJK SC"'
)
_PAGES = {
    "en": '"Page " counter(page) " of " counter(pages)',
    "zh": '"第 " counter(page) " 页 / 共 " counter(pages) " 页"',
}
_STYLE = """
@page { size: A4; margin: 20mm 19mm 22mm; @bottom-left { content: element(foot); width: 100%; vertical-align: top }
  @right-middle { content: element(seam) } }
html { font: 10.5pt/1.6 FONTS; color: #111; background: #fff }
body { margin: 0; overflow-wrap: anywhere }
h1 { font-size: 17pt; line-height: 1.3; text-align: center; margin: 0 0 5mm; font-weight: 700 }
h2 { font-size: 11.5pt; margin: 5mm 0 1.5mm; font-weight: 700; break-after: avoid }
p { margin: 0 0 2mm } ul, ol { margin: 0 0 2mm; padding-left: 6mm } li { margin: 0 0 1mm }
table { width: 100%; border-collapse: collapse; margin: 0 0 3mm } thead { display: table-header-group }
th, td { border: 0.4pt solid #666; padding: 1.2mm 2mm; text-align: left; vertical-align: top } th { background: #f2f2f2; font-weight: 700 }
tr { break-inside: avoid } .keep { break-inside: avoid } .quiet { color: #555; font-size: 9pt }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
table.plain td, table.plain th { border: 0; padding: 0.6mm 2mm 0.6mm 0; background: none }
.sign { display: table; width: 100%; table-layout: fixed; margin: 6mm 0 4mm; break-inside: avoid }
.sign > div { display: table-cell; border: 0.4pt solid #666; height: 34mm; padding: 2mm 3mm }
.foot { position: running(foot); font-size: 8pt; color: #444; border-top: 0.4pt solid #999; padding-top: 1.5mm; width: 100% }
.foot .pages { float: right } .foot .pages::after { content: PAGES }
.seam { position: running(seam); font-size: 7.5pt; color: #888; border-left: 0.4pt dashed #888; padding: 14mm 0 14mm 1.5mm; width: 1em; line-height: 1.2 }
.qr { position: absolute; top: 0; right: 0; width: 20mm; height: 20mm } .qr svg { width: 20mm; height: 20mm; display: block } .qr + h1 { padding: 2mm 24mm 8mm }
@media screen { .qr { top: 20mm; right: 19mm } html { background: transparent } body { position: relative; box-sizing: border-box; width: 210mm; min-height: 297mm; padding: 20mm 19mm 22mm; background: #fff; display: flex; flex-direction: column }
  .foot { order: 1; margin-top: auto; box-sizing: border-box } .foot .pages, .seam { display: none } }
"""


def sheet(filled: Filled, own: Mapping[Own, str], language: str, title: str) -> str:
    """The whole HTML page. ``own``: what the document says of itself, as HTML; ``title`` is plain text."""
    pages = _PAGES["zh" if language.startswith("zh") else "en"]
    style = _STYLE.replace("FONTS", _FONTS).replace("PAGES", pages)
    body = "".join(own.get(one, "") if isinstance(one, Own) else one for one in filled)
    return (
        f'<!doctype html><html lang="{html.escape(language)}"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title><style>{style}</style></head><body>{body}</body></html>"
    )
