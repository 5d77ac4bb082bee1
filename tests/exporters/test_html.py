"""The page of a model, as a browser parses it: all of it is there, as text, and it loads nothing."""

import re
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barrierctl.exporters import Options, exporter
from barrierctl.exporters.html import shown_columns
from barrierctl.text.markup import readable
from barrierctl.views.document import Column, Document, Entry, Facet, State, Table, TableRole, transposed

Whole = Callable[[str], Document]

GOLDEN = Path(__file__).parent / "golden"
FULL = (Path(__file__).parents[1] / "valid" / "full.barrier.yaml").read_text(encoding="utf-8")
EMPTY = {"meta", "link", "input"}
ONE_SIGNAL = "{barrier_model: 1, id: m, title: M, language: en, stages: [{name: S, signals: [x]}]}"
SMALL = """
barrier_model: 1
id: fireworks
title: Illegal fireworks
language: nl
parties:
  - {id: customs, name: Customs, sector: public, world: legal}
stages:
  - name: Ordering
    facilitators: [Web shops abroad]
    signals: [{name: Parcels from abroad, seen_by: Customs, certainty: assumed}]
    partners: [{party: customs, commitment: possible}]
    barriers: [{name: Checks of parcels, owner: customs, level: national, status: dropped}]
  - name: Storing
    opportunities: [{name: Garages for rent, certainty: known}]
    not_applicable: {signals: Nobody is near}
"""


class Node:
    """An element of the page."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Node | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Node | str] = []

    def every(self, tag: str = "", **wanted: str) -> Iterator["Node"]:
        """What stands in it, by tag and attributes: `data_x` for `data-x`, `class_` for a class."""
        for child in self.children:
            if isinstance(child, Node):
                if tag in ("", child.tag) and all(child.has(*each) for each in wanted.items()):
                    yield child
                yield from child.every(tag, **wanted)

    def one(self, tag: str = "", **wanted: str) -> "Node":
        (found,) = self.every(tag, **wanted)
        return found

    def has(self, name: str, value: str) -> bool:
        if name == "class_":
            return value in self.attributes.get("class", "").split()
        return self.attributes.get(name.replace("_", "-")) == value

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class Parser(HTMLParser):
    """A tree in which each element is closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.top = self.at = Node("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names))
        made = Node(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(made)
        if tag not in EMPTY:
            self.at = made

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def written(document: Document) -> str:
    written = exporter("html")(document, Options())
    assert isinstance(written, str)
    return written


def parsed(document: Document) -> Node:
    parser = Parser()
    parser.feed(written(document))
    parser.close()
    assert parser.at is parser.top
    return parser.top


def squeezed(text: str) -> str:
    return " ".join(text.split())


def holding(*entries: Entry, **more: Any) -> Document:
    """A document with one table of one row."""
    table = Table(id="t", title="T", columns=(Column(id="a", label="A", many=True),), rows=((entries,),))
    return Document(title="M", language="en", classification="public", tables=(table,), **more)


def texts(document: Document) -> Iterator[str]:
    yield document.title
    for table in (*document.tables, *document.annexes):
        if table.role is TableRole.FINDINGS or (document.overview and not table.rows):
            continue
        yield table.title
        for at in shown_columns(table) if table.rows else ():
            yield from (entry.shown for row in table.rows for entry in row[at])
    for finding in document.findings:
        yield from (finding.message, *finding.hints, document.records[finding.rule].why)


def models(example: Path, hostile: str) -> Iterator[str]:
    yield example.read_text(encoding="utf-8")
    yield FULL
    yield from (hostile, SMALL)


# ---- what stands in it


def test_every_text_of_a_document_is_there(whole: Whole, example: Path, hostile: str) -> None:
    for text in models(example, hostile):
        document = whole(text)
        shown = squeezed(parsed(document).one("body").text)
        assert not [each for each in texts(document) if squeezed(readable(each)) not in shown]


def test_a_part_without_content_has_no_heading_in_a_whole_model(
    whole: Whole, example: Path, shown: Callable[..., Document]
) -> None:
    assert "This model has no plan." not in written(whole(example.read_text(encoding="utf-8")))
    assert "This model has no plan." in written(shown(example, "plan"))


def test_small_model_is_as_its_golden_file(whole: Whole, golden: Callable[[Path, str], None]) -> None:
    """All but the style and the script, which are files of their own."""
    page = written(whole(SMALL))
    for tag in ("style", "script"):
        page = re.sub(f"<{tag}>.*</{tag}>", f"<{tag}>…</{tag}>", page, flags=re.DOTALL)
    golden(GOLDEN / "small.html", re.sub("sha256-[^&]*", "sha256-…", page))


def test_only_requested_views_have_a_section(whole: Whole) -> None:
    document = whole(SMALL)
    asked = replace(
        document,
        tables=tuple(table for table in document.tables if table.id == "parties"),
        annexes=(),
        overview=None,
        findings=(),
    )
    page = parsed(asked)
    assert [node.attributes["id"] for node in page.every("section", class_="view")] == ["view-parties"]
    assert list(page.every("nav")) == list(page.every("details", class_="gap")) == []


def test_menu_has_at_most_six_entries_and_each_leads_to_a_chapter(whole: Whole, example: Path) -> None:
    for text in (example.read_text(encoding="utf-8"), FULL, ONE_SIGNAL):
        page = parsed(whole(text))
        entries = list(page.one("nav").every("a"))
        assert squeezed(entries[0].text) == "Agenda and matrix"
        assert 4 <= len(entries) <= 6
        chapters = list(page.every("section", class_="chapter"))
        assert [each.attributes["href"] for each in entries] == [
            f"#{each.attributes['id']}" for each in chapters
        ]
        assert [squeezed(each.text) for each in entries] == [
            squeezed(each.one("h2", class_="title").text) for each in chapters
        ]


def test_agenda_and_matrix_come_first(whole: Whole, example: Path) -> None:
    first = next(parsed(whole(example.read_text(encoding="utf-8"))).every("section", class_="chapter"))
    assert [each.attributes["id"] for each in first.every("section", class_="view")] == [
        "view-agenda",
        "view-matrix",
    ]
    assert "Ask in the workshop" in first.text


def test_a_table_without_rows_says_so(whole: Whole) -> None:
    page = parsed(whole(ONE_SIGNAL))
    assert "This model has no barriers." in page.one(id="view-types").text


def test_empty_columns_and_columns_for_programs_are_left_out(whole: Whole) -> None:
    items = parsed(whole(ONE_SIGNAL)).one(id="view-items")
    assert squeezed(items.text) == "S x Signals · S"
    assert list(items.every("dt")) == []


def test_rows_of_a_group_have_one_heading(whole: Whole, example: Path) -> None:
    agenda = parsed(whole(example.read_text(encoding="utf-8"))).one(id="view-agenda")
    headings = [squeezed(group.one("h4").text) for group in agenda.every("section", class_="group")]
    assert headings[0] == "In short"
    assert "Ask in the workshop, most important first" in headings
    assert len(set(headings)) == len(headings)
    items = parsed(whole(ONE_SIGNAL)).one(id="view-items")
    assert [squeezed(group.one("h3").text) for group in items.every("section", class_="group")] == ["S"]


def test_items_are_cards_with_their_block_and_stage(whole: Whole, example: Path) -> None:
    items = parsed(whole(example.read_text(encoding="utf-8"))).one(id="view-items")
    cards = list(items.every("article"))
    assert len(cards) == 53
    assert squeezed(cards[0].one("h4").text) == "Developers"
    assert squeezed(cards[0].one("p", class_="kicker").text) == "Facilitators · Setting up marketplace"
    assert cards[0].has("class_", "of-facilitators")
    assert [squeezed(each.text) for each in cards[0].every("dt")] == ["Description", "Sources"]


def test_entry_of_the_matrix_leads_to_the_card_of_its_item(whole: Whole, example: Path) -> None:
    page = parsed(whole(example.read_text(encoding="utf-8")))
    cards = {each.attributes["id"]: each for each in page.every("article") if "id" in each.attributes}
    entries = list(page.one(id="view-matrix").every("a", class_="card"))
    assert len({entry.attributes["href"] for entry in entries}) == 53
    for entry in entries:
        name_and_mark = " ".join(each.text for each in entry.every("bdi"))
        assert squeezed(cards[entry.attributes["href"][1:]].one("h4").text) == name_and_mark


def test_addresses_in_the_page_are_numbers(whole: Whole, hostile: str) -> None:
    page = parsed(whole(hostile))
    links = {each.attributes["href"] for each in page.every("a", class_="card")}
    assert links
    assert all(re.fullmatch("#c[0-9]+", each) for each in links)


def test_many_stages_are_rows_so_that_all_fit_a_screen(whole: Whole, large: Callable[..., str]) -> None:
    matrix = parsed(whole(large(10, 4))).one(id="view-matrix")
    assert [squeezed(each.text) for each in matrix.one("thead").every("th")] == [
        *("Block", "Facilitators", "Opportunities", "Signals", "Partners", "Barriers"),
    ]
    assert len(list(matrix.one("tbody").every("tr"))) == 10


@pytest.mark.parametrize("state", State)
def test_states_are_shown_in_style_and_in_words(state: State) -> None:
    page = parsed(holding(Entry(text="x", state=state, mark="told")))
    first, mark = page.one("h3").every("bdi")
    assert (first.text, mark.text) == ("x", "[told]")
    assert first.attributes.get("class", "plain") == state


def test_language_is_that_of_the_model_and_of_the_words_around_it(whole: Whole) -> None:
    page = parsed(whole(SMALL))
    assert page.one("html").attributes["lang"] == "nl"
    assert page.one("nav").attributes["lang"] == "en"
    assert page.one("form", role="search").attributes["lang"] == "en"
    assert {node.attributes.get("lang") for node in page.every("details", class_="gap")} == {"en"}
    english = parsed(whole(ONE_SIGNAL))
    assert [node.tag for node in english.every(lang="en")] == ["html"]


def test_headings_and_landmarks_lead_through_the_page(whole: Whole, example: Path) -> None:
    page = parsed(whole(example.read_text(encoding="utf-8")))
    assert page.one("a", class_="skip").attributes["href"] == f"#{page.one('main').attributes['id']}"
    assert len(list(page.every("h1"))) == 1
    ids = [node.attributes["id"] for node in page.every() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    for region in page.every(role="region"):
        assert region.attributes["tabindex"] == "0"
        assert region.attributes["aria-labelledby"] in ids


# ---- findings


def test_finding_is_at_its_item_and_a_warning_in_its_cell(whole: Whole, example: Path) -> None:
    page = parsed(whole(example.read_text(encoding="utf-8")))
    card = next(each for each in page.one(id="view-items").every("article") if "White hats" in each.text)
    assert "This partner has no role yet." in card.text
    *_, barriers = page.one(id="view-matrix").one("tbody").every("tr")
    cells = [child for child in barriers.children if isinstance(child, Node)]
    assert "! Warning: This stage has no barrier." in squeezed(cells[1].text)
    assert list(cells[1].every("li", data_item="")) == []
    assert "Nothing yet" in cells[1].text


def test_finding_is_explained_without_its_rule_or_yaml(whole: Whole, example: Path) -> None:
    document = whole(example.read_text(encoding="utf-8"))
    page = parsed(document)
    gap = next(
        each for each in page.every("details", class_="gap") if "This stage has no barrier." in each.text
    )
    assert [squeezed(each.text)[:48] for each in gap.every("li")][:1] == [
        "Who is in the best position to stop this step, a"
    ]
    assert "Offenders pass this step unhindered." in gap.text
    shown = squeezed(page.one("main").text)
    assert not [each.rule for each in document.findings if each.rule in shown]
    assert not [each.paste for each in document.findings if each.paste and squeezed(each.paste) in shown]


def test_every_finding_is_in_the_list_of_findings_once(whole: Whole, example: Path, hostile: str) -> None:
    for text in models(example, hostile):
        document = whole(text)
        chapter = parsed(document).one(id="findings")
        assert len(list(chapter.every("details", class_="gap"))) == len(document.findings)


def test_findings_are_grouped_by_stage(whole: Whole, example: Path) -> None:
    chapter = parsed(whole(example.read_text(encoding="utf-8"))).one(id="findings")
    assert [squeezed(each.text) for each in chapter.every("h3")] == [
        *("Setting up marketplace", "Running marketplace", "Selling drugs", "Shipping drugs"),
        *("Several stages", "The whole model"),
    ]


def test_links_to_findings_lead_to_them(whole: Whole, example: Path) -> None:
    page = parsed(whole(example.read_text(encoding="utf-8")))
    findings = {each.attributes["id"]: squeezed(each.text) for each in page.every("details", class_="gap")}
    for note in page.every("li", class_="gap"):
        link = note.one("a")
        assert squeezed(link.text) in findings[link.attributes["href"][1:]]


def test_warnings_find_their_cells_in_a_matrix_that_is_turned(whole: Whole, example: Path) -> None:
    document = whole(example.read_text(encoding="utf-8"))
    turned = replace(document, tables=(transposed(document.tables[0]),))
    first = next(iter(parsed(turned).one(id="view-matrix").one("tbody").every("tr")))
    cells = [child for child in first.children if isinstance(child, Node)]
    assert "This stage has no barrier." in cells[5].text


def test_the_matrix_alone_has_its_findings_below(whole: Whole) -> None:
    document = whole(SMALL)
    page = parsed(replace(document, tables=document.tables[:1], annexes=()))
    assert [each.attributes["id"] for each in page.every("section", class_="chapter")] == [
        "start",
        "findings",
    ]
    assert len(list(page.every("details", class_="gap"))) == len(document.findings)


def test_the_agenda_alone_has_no_list_of_findings(whole: Whole) -> None:
    document = whole(SMALL)
    agenda = tuple(table for table in document.tables if table.id == "agenda")
    page = parsed(replace(document, tables=agenda, annexes=(), overview=None))
    assert document.findings
    assert list(page.every("details", class_="gap")) == []


def test_without_findings_the_page_says_so(whole: Whole) -> None:
    page = parsed(replace(whole(SMALL), findings=()))
    assert list(page.every("details", class_="gap")) == []
    assert "No findings." in page.one(id="findings").text


# ---- filters


def chosen(page: Node, facet: str) -> list[str]:
    return [option.text for option in page.one("select", data_facet=facet).every("option")]


def test_filters_offer_what_occurs_in_the_order_of_the_method(whole: Whole) -> None:
    page = parsed(whole(SMALL))
    assert chosen(page, "party") == ["All", "Customs", "Web shops abroad"]
    assert chosen(page, "block") == [
        "All",
        "Facilitators",
        "Opportunities",
        "Signals",
        "Partners",
        "Barriers",
    ]
    assert chosen(page, "commitment") == ["All", "Unconfirmed"]
    assert chosen(page, "status") == ["All", "Dropped"]


def test_items_know_their_choices_by_number(whole: Whole) -> None:
    matrix = parsed(whole(SMALL)).one(id="view-matrix")
    item = next(each for each in matrix.every("li") if "Parcels from abroad" in each.text)
    data = {name: value for name, value in item.attributes.items() if name.startswith("data-")}
    assert data == {
        "data-find": "",
        "data-item": "",
        "data-party": "0",
        "data-block": "2",
    }


def test_a_filter_without_choices_is_left_out() -> None:
    assert list(parsed(holding(Entry(text="x"))).every("select")) == []


def test_filters_are_hidden_where_no_script_shows_them(whole: Whole) -> None:
    assert "hidden" in parsed(whole(SMALL)).one("form", role="search").attributes


def test_a_plan_is_drawn_as_a_timeline(whole: Whole, example: Path) -> None:
    text = example.with_name("darknet-with-plan.barrier.yaml").read_text(encoding="utf-8")
    document = whole(text)
    (table,) = [table for table in document.tables if table.id == "plan"]
    drawn = parsed(document).one("figure", class_="timeline")
    assert len([*drawn.every(data_find="")]) == len(table.rows)
    assert [len([*drawn.every(tag)]) for tag in ("rect", "circle")] == [10, 8]
    assert len([*drawn.every("line")]) == len(table.rows)
    assert "today, 2026-11-24" in drawn.one("figcaption").text
    assert drawn.attributes["aria-hidden"] == "true"  # the cards say the same in words


def test_a_model_without_a_plan_has_no_timeline(whole: Whole) -> None:
    assert not [*parsed(whole(SMALL)).every("figure")]


def test_effort_and_impact_are_a_picture_of_four_cells(whole: Whole) -> None:
    scores = "{feasibility: 5, efficiency: 5, impact: 5}"
    stage = f"{{name: A, barriers: {{name: B, priority: {scores}}}}}"
    text = f"{{barrier_model: 1, id: m, title: M, language: en, stages: {stage}}}"
    picture = parsed(whole(text)).one("section", class_="quadrants")
    assert [cell.text.strip() for cell in picture.every("td")] == ["B (A)", "", "", ""]


# ---- what comes from outside


def shape(node: Node) -> list[tuple[str, list[str]]]:
    return [(each.tag, sorted(each.attributes)) for each in node.every()]


def tamed(table: Table) -> Table:
    """The table with a harmless word for each text but days, the same for the same text."""
    every = (entry.text for row in table.rows for cell in row for entry in cell)
    words = {text: text for text in every if not text or re.fullmatch(r"\d{4}-\d\d-\d\d", text)}
    rows = (
        tuple(
            tuple(replace(each, text=words.setdefault(each.text, f"x{len(words)}")) for each in cell)
            for cell in row
        )
        for row in table.rows
    )
    columns = (replace(column, label="x") for column in table.columns)
    return replace(table, columns=tuple(columns), rows=tuple(rows))


def test_hostile_texts_change_no_element(whole: Whole, hostile: str) -> None:
    document = whole(hostile)
    tame = replace(document, title="x", tables=tuple(tamed(table) for table in document.tables))
    assert shape(parsed(document)) == shape(parsed(tame))


def test_the_page_loads_nothing(whole: Whole, hostile: str) -> None:
    page = parsed(whole(hostile))
    for node in page.every():
        assert not {"src", "srcset", "style", "action", "data", "poster"} & set(node.attributes)
        assert not [name for name in node.attributes if name.startswith("on")]
        assert node.attributes.get("href", "#").startswith(("#", "data:,"))
    assert not re.search(r"url\(|@import|https?:", page.one("style").text + page.one("script").text)


def test_policy_allows_the_style_and_the_script_that_are_there(whole: Whole) -> None:
    page = parsed(whole(SMALL))
    (policy,) = page.every("meta", http_equiv="Content-Security-Policy")

    def digest(tag: str) -> str:
        return b64encode(sha256(page.one(tag).text.encode()).digest()).decode()

    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest('style')}'; script-src 'sha256-{digest('script')}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])).map(readable).filter(str.strip)


@settings(max_examples=150)
@given(TEXT)
def test_any_text_is_read_as_it_was_typed(text: str) -> None:
    page = parsed(replace(holding(Entry(text=text, facets={Facet.PARTY: (text,)})), title=text))
    for node in (
        page.one("title"),
        page.one("h1"),
        page.one("h3"),
        list(page.every("option"))[1],
    ):
        assert squeezed(node.text) == squeezed(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a\\x00b"),
        ("a\x9bb", "a\\x9bb"),
        ("\ud800", "\\ud800"),
        ("\u202eab", "\\u202eab"),
        ("a\u200b\u3164\U000e0100b", "a\\u200b\\u3164\\U000e0100b"),
        ("\u200fa\u200cb\U0001f468\u200d", "\u200fa\u200cb\U0001f468\u200d"),
    ],
)
def test_what_no_page_shows_as_it_is_is_written_out(text: str, shown: str) -> None:
    page = written(replace(holding(Entry(text=text)), title=text))
    assert f"<title>{shown}</title>" in page
    page.encode()


# ---- the same for the same


def test_page_is_the_same_each_time(run_process: Callable[..., Any], darknet: Path) -> None:
    one, other = (
        run_process(
            "export", darknet, "--format", "html", "--today", "2026-11-24", env={"PYTHONHASHSEED": seed}
        )
        for seed in ("1", "2")
    )
    assert one.returncode == 0
    assert one.stdout == other.stdout


def test_four_times_the_items_take_about_four_times_as_long(whole: Whole, large: Callable[..., str]) -> None:
    small, big = (whole(large(10, barriers)) for barriers in (12, 48))
    written(small)  # the templates are compiled once

    def seconds(document: Document) -> float:
        begun = time.process_time()
        written(document)
        return time.process_time() - begun

    assert min(seconds(big) for _ in range(3)) < 6 * min(seconds(small) for _ in range(3))
