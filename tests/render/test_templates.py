"""Templates and words as texts: what each kind of file is, and how Jinja reads them."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, UndefinedError

from papershelf.render.templates import Escaped, Templates, filled
from papershelf.words import NoWord

TEXTS = {
    "words/zh.yaml": 'hello: "你好，{name}"\npapers: [一篇, "{n} 篇"]\n',
    "words/en.yaml": 'hello: "Hello, {name}"\npapers: [one paper, "{n} papers"]\n',
    "citations/b.csl": "<style>b</style>",
    "citations/a.csl": "<style>a</style>",
    "citations/readme.txt": "none",
    "site/page.html": "{% if x %}\n  {% for each in x %}\n{{ each }}\n  {% endfor %}\n{% endif %}\nend\n",
    "site/missing.html": "{{ nothing }}",
    "site/broken.html": "a\n{% if %}\n",
    "readme/list.md": "{{ x }}\n",
}


def test_words_of_each_language() -> None:
    """One file a language, by its name; a missing key is told with its file."""
    words = Templates(TEXTS).words
    assert {lang: each("hello", name="Ann") for lang, each in words.items()} == {"en": "Hello, Ann", "zh": "你好，Ann"}
    assert [words["en"].n("papers", n) for n in (0, 1, 2)] == ["0 papers", "one paper", "2 papers"]
    with pytest.raises(NoWord, match=r"words/zh\.yaml: no text 'other'"):
        words["zh"]("other")


def test_styles_are_the_citation_styles_in_order() -> None:
    """Name and text of each ``.csl`` file, and of no other."""
    assert list(Templates(TEXTS).styles.items()) == [("a", "<style>a</style>"), ("b", "<style>b</style>")]


def test_loader_names_the_file() -> None:
    """The text, and the path that a fault is told with; what is not there is not found."""
    env = Templates(TEXTS).environment(autoescape=True)
    text, name, _ = Templates(TEXTS).loader.get_source(env, "readme/list.md")
    assert (text, name) == ("{{ x }}\n", "templates/readme/list.md")
    with pytest.raises(TemplateNotFound):
        env.get_template("site/nowhere.html")
    with pytest.raises(TemplateSyntaxError) as told:
        env.get_template("site/broken.html")
    assert (told.value.filename, told.value.lineno) == ("templates/site/broken.html", 2)


def test_environment_escapes_where_it_is_told_to() -> None:
    """Every value for HTML, none for Markdown."""
    shown = [
        Templates(TEXTS).environment(autoescape=escape).get_template("readme/list.md").render(x="<b>&")
        for escape in (True, False)
    ]
    assert shown == ["&lt;b&gt;&amp;\n", "<b>&\n"]


def test_environment_is_strict_and_leaves_no_blank_lines() -> None:
    """What is not there is an error; lines of tags alone vanish, the last line end stays."""
    env = Templates(TEXTS).environment(autoescape=True)
    assert env.get_template("site/page.html").render(x=["one", "two"]) == "one\ntwo\nend\n"
    with pytest.raises(UndefinedError):
        env.get_template("site/missing.html").render()


def test_a_template_is_compiled_once_for_all_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every environment of the same templates takes what the first has compiled; escaping is compiled in."""
    compiled: list[str] = []
    compile = Environment.compile

    def counted(env: Environment, *words: Any, **more: Any) -> Any:
        compiled.append(words[1])
        return compile(env, *words, **more)

    monkeypatch.setattr(Environment, "compile", counted)
    templates = Templates(TEXTS)
    for escape, wanted in ((True, "&lt;\n"), (True, "&lt;\n"), (False, "<\n")):
        assert templates.environment(autoescape=escape).get_template("readme/list.md").render(x="<") == wanted
    assert compiled == ["readme/list.md", "readme/list.md"]


WORDS = {
    "words/en.yaml": 'author: the author\'s & <own>\nround: "<{words}> & {n}"\nnone: \'{{}}\'\npapers: [<one>, "{n} <papers>"]\n',
    "site/a.html": "{{ t('author') }}|{{ t('round', words=t('author'), n='<x>') }}|{{ t('round', words='<y>', n=2) }}"
    "|{{ t('none') }}|{{ t.n('papers', 2) }}|{{ [t('author'), '<z>'] | join(t('author')) }}",
}


def test_fixed_words_are_escaped_once() -> None:
    """Alone, within others, beside what others wrote: the same as if each were escaped where it is shown."""
    templates = Templates(WORDS)
    shown = []
    for words in (templates.words["en"], Escaped(templates.words["en"])):
        env = templates.environment(autoescape=True)
        env.globals["t"] = words
        shown.append([env.get_template("site/a.html").render() for _ in range(2)])
    own = "the author&#39;s &amp; &lt;own&gt;"
    assert shown[0] == shown[1]
    assert shown[1][0].startswith(
        f"{own}|&lt;{own}&gt; &amp; &lt;x&gt;|&lt;&lt;y&gt;&gt; &amp; 2|{{}}|2 &lt;papers&gt;|"
    )
    with pytest.raises(NoWord):
        Escaped(templates.words["en"])("nothing")


def test_a_template_given_as_text_is_filled() -> None:
    """The filter ``e`` escapes a value, a number too, for its target; what it is not given is an error."""
    quoted = lambda text: text.replace('"', "'")  # noqa: E731 — as short as the test needs
    assert filled("<{{ a | e }}> {{ b | e }} {{ a }}\n", quoted, a='x"y', b=3) == "<x'y> 3 x\"y\n"
    with pytest.raises(UndefinedError):
        filled("{{ c }}", quoted)
