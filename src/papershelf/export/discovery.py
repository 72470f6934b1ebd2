"""What lets programs find things: robots.txt, the OpenSearch description, llms.txt."""

from __future__ import annotations

from papershelf.catalogue.index import Catalogue
from papershelf.render import Templates, counts, downloads, plain
from papershelf.render.text import markdown_text

SHORT, LONG = 16, 48  # characters of an OpenSearch description's names


def robots(catalogue: Catalogue, templates: Templates) -> str:
    """``robots.txt`` (RFC 9309): everything may be read, and where the sitemap is."""
    template = templates.environment(autoescape=False).get_template("site/robots.txt")
    return template.render(site=catalogue.about.site_url)


def opensearch(catalogue: Catalogue, lang: str, templates: Templates) -> str:
    """The OpenSearch 1.1 description of a language's search (https://github.com/dewitt/opensearch)."""
    about = catalogue.about
    title = about.title.in_(lang)
    template = templates.environment(autoescape=True).get_template("site/opensearch.xml")
    return template.render(
        t=templates.words[lang],
        title=title,
        short=_cut(title, SHORT),
        long=_cut(title, LONG),
        root=about.site_url,
        site=about.site_url + ("" if lang == about.languages[0] else f"{lang}/"),
    )


def llms(catalogue: Catalogue, templates: Templates) -> str:
    """``llms.txt`` (https://llmstxt.org): what there is for language models, in the first language."""
    about = catalogue.about
    lang = about.languages[0]
    t = templates.words[lang]
    env = templates.environment(autoescape=False)
    env.filters["md"] = markdown_text
    data = [(path, t(f"data_{key}")) for key, path in downloads.listed()]
    names = sorted({page.name for page in catalogue.pages if page.lang == lang} - {"index"})
    return env.get_template("site/llms.txt").render(
        t=t,
        title=about.title.in_(lang),
        about=about.about.in_(lang),
        licence=about.licence.in_(lang),
        counts=counts(catalogue, t),
        site=about.site_url,
        data=data,
        pages=[(f"{name}/", catalogue.page_title(name, lang)) for name in names],
        benchmarks=[
            (f"benchmarks/{each.id}/", each.name.in_(lang), each.summary.in_(lang) if each.summary else "")
            for each in about.benchmarks
        ],
        papers=[
            (
                f"papers/{paper.id}/",
                catalogue.names[paper.id],
                plain(paper.summary.in_(lang), catalogue, lang) if paper.summary else paper.title,
            )
            for paper in catalogue.papers
        ],
    )


def _cut(words: str, most: int) -> str:
    """The words that fit; a single long one is cut."""
    if len(words) <= most:
        return words
    return words[: most + 1].rpartition(" ")[0] or words[:most]
