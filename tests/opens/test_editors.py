"""The schema in the language server that editors use for YAML, and in the strict mode of ajv."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from barrierctl.messages import acceptable_rules, catalogue, rule_ids
from barrierctl.pipeline import load_bytes
from barrierctl.resources.vocabulary import LISTS, Block

pytestmark = pytest.mark.opens

SERVER = "yaml-language-server@1.25.0"
AJV = ("ajv@8.20.0", "ajv-formats@3.0.1")
ROOT = Path(__file__).parents[2]
SCHEMAS = sorted((ROOT / "schemas").glob("*.json"))
ENTRIES = json.loads((ROOT / "docs" / "schemastore.json").read_text(encoding="utf-8"))
SETTINGS = {
    "validate": True,
    "schemaStore": {"enable": False},
    "schemas": {
        (ROOT / "schemas" / entry["url"].rpartition("/")[2]).as_uri(): entry["fileMatch"] for entry in ENTRIES
    },
}
MODEL = ".barrier.yaml"
HEAD = "barrier_model: 1\nid: a\ntitle: A\nlanguage: en\n"
STAGE = f"{HEAD}stages:\n  - name: Storing\n"
BARRIER = f"{STAGE}    barriers:\n      - name: Inspect\n"
ACCEPTED = f"{STAGE}accepted_gaps:\n"


class LanguageServer:
    """Speaks the Language Server Protocol with a process, as an editor does."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin
        assert process.stdout
        self._to, self._from = process.stdin, process.stdout
        self._numbers = count(1)
        documents = {
            "completion": {"completionItem": {"snippetSupport": True}},
            "hover": {"contentFormat": ["markdown"]},
        }
        capabilities = {"workspace": {"configuration": True}, "textDocument": documents}
        self.ask("initialize", processId=None, rootUri=None, capabilities=capabilities)
        self._send(method="initialized", params={})
        self._wait(lambda each: each.get("method") == "workspace/configuration")

    def complete(self, typed: str, suffix: str = MODEL) -> dict[str, dict[str, Any]]:
        """What is offered at the sign `|`, by label."""
        found = self.ask("textDocument/completion", **self._place(typed, suffix))
        return {each["label"]: each for each in found["items"]}

    def hover(self, typed: str) -> str:
        return str(self.ask("textDocument/hover", **self._place(typed))["contents"]["value"])

    def diagnose(self, text: str, suffix: str = MODEL) -> list[str]:
        uri = self._open(text, suffix)
        told = self._wait(lambda each: each.get("params", {}).get("uri") == uri)
        return [each["message"] for each in told["params"]["diagnostics"]]

    def ask(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        self._send(id=number, method=method, params=params)
        return self._wait(lambda each: each.get("id") == number and "method" not in each)["result"]

    def _place(self, typed: str, suffix: str = MODEL) -> dict[str, Any]:
        before, _, after = typed.partition("|")
        *lines, last = before.split("\n")
        uri = self._open(before + after, suffix)
        return {"textDocument": {"uri": uri}, "position": {"line": len(lines), "character": len(last)}}

    def _open(self, text: str, suffix: str = MODEL) -> str:
        uri = f"file:///models/{next(self._numbers)}{suffix}"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": document})
        return uri

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._to.flush()

    def _wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Read until a message is what was wanted, and answer what the server asks meanwhile."""
        while True:
            message = self._read()
            if message.get("method") == "workspace/configuration":
                sections = [each["section"] for each in message["params"]["items"]]
                result = [SETTINGS if section == "yaml" else None for section in sections]
                self._send(id=message["id"], result=result)
            elif "method" in message and "id" in message:
                self._send(id=message["id"], result=None)
            if wanted(message):
                return message

    def _read(self) -> dict[str, Any]:
        head = b"".join(iter(self._from.readline, b"\r\n"))
        (length,) = re.findall(rb"Content-Length: (\d+)", head)
        message: dict[str, Any] = json.loads(self._from.read(int(length)))
        return message


@pytest.fixture(scope="module")
def server(installed: Callable[..., Path]) -> Iterator[LanguageServer]:
    program = installed(SERVER) / "yaml-language-server" / "bin" / "yaml-language-server"
    command = ["node", str(program), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield LanguageServer(process)
        process.kill()


@pytest.mark.parametrize("typed", ["|", "s|", "[|]", "\n          - |"])
@pytest.mark.parametrize(
    ("block", "key", "name"),
    [
        ("barriers", "types", "barrier-type"),
        ("barriers", "approach", "approach"),
        ("opportunities", "categories", "opportunity-category"),
        ("signals", "categories", "signal-category"),
    ],
)
def test_values_of_a_key_with_a_list_are_offered(
    server: LanguageServer, block: str, key: str, name: str, typed: str
) -> None:
    offered = server.complete(f"{STAGE}    {block}:\n      - name: A\n        {key}: {typed}\n")
    assert meanings(offered) == {
        value: entry["meaning"] for value, entry in catalogue().entry(f"lists.{name}").items()
    }


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (f"{HEAD}status: |\n", "status"),
        (f"{HEAD}classification: |\n", "classification"),
        (f"{STAGE}    setting: |\n", "setting"),
        (f"{BARRIER}        status: |\n", "barrier-status"),
        (f"{BARRIER}        legal_basis: {{status: |}}\n", "legal-basis"),
    ],
)
def test_values_of_a_key_are_offered_with_their_meaning_and_none_is_preselected(
    server: LanguageServer, typed: str, name: str
) -> None:
    offered = server.complete(typed)
    assert list(offered) == [member.value for member in LISTS[name]]
    assert list(meanings(offered).values()) == [
        entry["meaning"] for entry in catalogue().entry(f"lists.{name}").values()
    ]
    assert not any(each.get("preselect") or each.get("detail") for each in offered.values())


@pytest.mark.parametrize("typed", ["  - rule: |\n", "  - rule: stage|\n", "  rule: |\n"])
def test_rules_are_offered_for_an_accepted_gap(server: LanguageServer, typed: str) -> None:
    offered = server.complete(ACCEPTED + typed)
    assert set(offered) == set(acceptable_rules())
    assert meanings(offered)["stage-without-barriers"] == "A stage has no barrier."


@pytest.mark.parametrize("typed", ["select: [|]\n", "ignore:\n  - |\n", "per_path:\n  - ignore: [|]\n"])
def test_rules_are_offered_in_the_configuration(server: LanguageServer, typed: str) -> None:
    assert set(server.complete(typed, "/.barrierctl.yaml")) == set(rule_ids())


def test_names_of_blocks_are_offered_as_the_default_of_labels(server: LanguageServer) -> None:
    offered = server.complete(f"{HEAD}labels:\n  signals: |\n")
    assert [(label, each["detail"]) for label, each in offered.items()] == [("Signals", "Default value")]


def meanings(offered: dict[str, dict[str, Any]]) -> dict[str, str]:
    return {label: each["documentation"] for label, each in offered.items()}


FILLED = {
    "name": "Inspect vans",
    "world": "legal",
    "awareness": "unknowing",
    "sector": "public",
    "commitment": "possible",
    "types": "legal",
    "approach": "[preventive, repressive]",
    "owner": "Customs",
    "seen_by": "Customs",
    "reported_to": "Police",
    "targets": "Couriers",
    "opportunities": "Cash",
}
"""What somebody types at the stops of a snippet; a block may stay empty."""
OTHERS = f"""{STAGE}    partners: [Customs, Police]
    facilitators: [Couriers]
"""


@pytest.mark.parametrize("before", ["", "- Another item\n      "])
@pytest.mark.parametrize("block", Block)
def test_item_from_a_snippet_is_valid(server: LanguageServer, block: Block, before: str) -> None:
    kind = catalogue().entry(f"lists.block.{block}")["one"]
    categories = {"opportunities": "services", "signals": "[social, financial]"}
    typed = f"{OTHERS}  - name: Selling\n    {block}:\n      {before}- |\n"
    written = insert(server, typed, f"New {kind}", {**FILLED, "categories": categories.get(block, "")})
    loaded = load_bytes(written.encode())
    assert loaded.model
    assert loaded.violations == ()
    assert "Inspect vans" in {item.name for item in loaded.model.stages[1].items if item.block is block}


@pytest.mark.parametrize("typed", [f"{HEAD}stages:\n  - |\n", f"{STAGE}  - |\n"])
def test_stage_from_a_snippet_is_valid_with_empty_blocks(server: LanguageServer, typed: str) -> None:
    written = insert(server, typed, "New stage", FILLED)
    loaded = load_bytes(written.encode())
    assert loaded.model
    assert loaded.violations == ()
    assert loaded.model.stages[-1].name == "Inspect vans"
    assert re.findall(r"(?m)^    (\w+):", written) == [block.value for block in Block]


def insert(server: LanguageServer, typed: str, label: str, filled: dict[str, str]) -> str:
    """The text after a snippet is inserted and filled in, indented like its first line, as editors do it."""
    before, _, after = typed.partition("|")
    indentation = re.match(" *", before.rpartition("\n")[2])
    assert indentation
    new = server.complete(typed)[label]["textEdit"]["newText"].replace("\n", f"\n{indentation[0]}")
    return before + re.sub(r"(\w+): \$\d", lambda stop: f"{stop[1]}: {filled.get(stop[1], '')}", new) + after


def test_hover_explains_a_key_and_its_values(server: LanguageServer) -> None:
    shown = server.hover(f"{BARRIER}        sta|tus: agreed\n")
    assert "The status.\n" in shown
    assert "* `in-place`: set up and working\n" in shown
    assert "* `legal`: administrative enforcement" in server.hover(f"{BARRIER}        types: [econ|omic]\n")


@pytest.mark.parametrize(
    "path",
    [*(ROOT / "examples").glob("*.yaml"), *(ROOT / "tests" / "valid").glob("*.yaml")],
    ids=lambda path: str(path.name),
)
def test_editors_find_no_mistake_in_valid_models(server: LanguageServer, path: Path) -> None:
    assert server.diagnose(re.sub("# yaml-language-server.*\n", "", path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("suffix", [".barrier.yaml", ".barrier.yml", "/.barrierctl.yaml"])
def test_schema_is_found_by_the_name_of_the_file(server: LanguageServer, suffix: str) -> None:
    assert server.diagnose("colour: red\n", suffix)


def test_other_yaml_has_no_schema(server: LanguageServer) -> None:
    assert server.diagnose("colour: red\n", ".yaml") == []


def test_first_line_of_a_model_names_its_schema(server: LanguageServer) -> None:
    schema = ROOT / "schemas" / "barrier-model.schema.json"
    assert server.diagnose(f"# yaml-language-server: $schema={schema.as_uri()}\ncolour: red\n", ".yaml")


@pytest.mark.parametrize("day", ["30-02-2026", "2026-13"])
def test_editors_find_dates_in_another_form(server: LanguageServer, day: str) -> None:
    first, *_ = server.diagnose(f"{STAGE}date: '{day}'\n")
    assert first.startswith("String does not match the pattern")


def test_editors_find_mistakes_while_they_are_typed(server: LanguageServer) -> None:
    wrong = "        types: bad\n        status: nope\n        colour: red\n"
    unknown_type, unknown_status, unknown_key = server.diagnose(f"{BARRIER}{wrong}")
    assert '"economic", "legal"' in unknown_type
    assert '"proposed", "agreed"' in unknown_status
    assert "colour" in unknown_key


STRICT = """
const ajv = new (require("ajv").default)({
  strict: true, allowUnionTypes: true, strictRequired: false, logger: {warn: refuse, error: refuse, log() {}},
});
function refuse(message) { throw new Error(message); }
require("ajv-formats").default(ajv);
["enumDescriptions", "defaultSnippets"].forEach(keyword => ajv.addKeyword(keyword));
const [schema, ...values] = JSON.parse(require("fs").readFileSync(0, "utf8"));
const validate = ajv.compile(schema);
console.log(JSON.stringify(values.map(value => validate(value))));
"""
DATES = {
    "2026": True,
    "2026-02": True,
    "2026-02-28": True,
    "2026-02-30": False,
    "2026-13": False,
    "28-02-2026": False,
}


@pytest.fixture(scope="module")
def ajv(installed: Callable[..., Path]) -> Callable[..., list[bool]]:
    folder = installed(*AJV).parent

    def accepts(schema: Any, *values: Any) -> list[bool]:
        done = subprocess.run(
            ["node", "-e", STRICT],
            input=json.dumps([schema, *values]),
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        accepted: list[bool] = json.loads(done.stdout)
        return accepted

    return accepts


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: str(path.name))
def test_ajv_accepts_the_schema_in_strict_mode(ajv: Callable[..., list[bool]], path: Path) -> None:
    assert ajv(json.loads(path.read_text(encoding="utf-8"))) == []


def test_ajv_and_the_program_agree_on_dates(ajv: Callable[..., list[bool]]) -> None:
    schema = json.loads((ROOT / "schemas" / "barrier-model.schema.json").read_text(encoding="utf-8"))
    head = {"barrier_model": 1, "id": "a", "title": "A", "language": "en", "stages": [{"name": "Storing"}]}
    models = [head | {"date": day} for day in DATES]
    assert ajv(schema, *models) == list(DATES.values())
    assert [load_bytes(json.dumps(model).encode()).valid for model in models] == list(DATES.values())
