"""The command line: what it prints, where it prints it, and how it ends."""

import fcntl
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from server.cli.beside import INSTEAD
from server.cli.main import app, run
from server.routes.every_way import EVERY_WAY
from tests.builders.repairs import FOLDER

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def pointsman(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in an empty folder, with a database there; gives its exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POINTSMAN_DATABASE_URL", "sqlite:///shop.sqlite")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments])
        said = capsys.readouterr()
        return int(code), said.out, said.err

    return call


@pytest.fixture
def shop(pointsman: Run) -> Path:
    """A pack of one's own, made from the repair shop."""
    assert pointsman("pack", "init", "my_shop", "--name", "My shop")[0] == 0
    return Path("my_shop")


def document(out: str) -> Any:
    return json.loads(out)


def changed(path: Path, key: str, value: Any) -> None:
    said = json.loads(path.read_text())
    said[key] = value
    path.write_text(json.dumps(said, ensure_ascii=False))


def test_a_new_pack_is_checked_and_tested(pointsman: Run, shop: Path) -> None:
    assert (shop / "pack.json").is_file()
    assert (shop / ".pointsman" / "schema" / "workflow.json").is_file()
    code, out, err = pointsman("pack", "check", str(shop))
    assert (code, out, err) == (0, "", "0 errors, 0 warnings, 0 hints\n")
    code, out, _ = pointsman("pack", "test", str(shop))
    assert code == 0
    assert "1 of 1 scenarios passed" in out
    assert pointsman("pack", "init", str(shop))[0] == 5


def test_json_is_one_document_on_stdout(pointsman: Run, shop: Path) -> None:
    _, out, err = pointsman("pack", "test", str(shop), "--json")
    assert document(out)["passed"] == 1
    assert err == ""
    _, out, _ = pointsman("pack", "check", str(shop), "--json")
    assert (document(out)["pack"], document(out)["valid"]) == ("my_shop", True)


def test_faults_of_a_pack_end_with_3(pointsman: Run, shop: Path) -> None:
    changed(shop / "workflows" / "repair.json", "initial", "recieved")
    code, out, err = pointsman("pack", "check", str(shop))
    assert (code, out) == (3, "")
    assert "workflows/repair.json:1:" in err
    assert "received" in err, "did you mean"
    code, _, err = pointsman("pack", "check", str(shop), "--lang", "zh-CN")
    assert (code, "错误" in err) == (3, True)
    assert pointsman("pack", "test", str(shop))[0] == 3
    assert pointsman("pack", "publish", str(shop))[0] == 3
    said = [one["said"] for one in document(pointsman("doctor", "--json")[1])]
    assert "nothing is published yet" in said


def test_scenarios_that_fail_end_with_4_and_say_where(pointsman: Run, shop: Path) -> None:
    place = shop / "tests" / "repair_is_ready.json"
    place.write_text(
        place.read_text().replace('"price": 80}', '"price": 81}', 1).replace('"price": 80,', '"price": 99,')
    )
    code, out, _ = pointsman("pack", "test", str(shop))
    assert code == 4
    assert "FAIL repair_is_ready" in out
    assert "tests/repair_is_ready.json:" in out
    assert "expected: 99" in out
    assert pointsman("pack", "publish", str(shop))[0] == 4


def test_a_wrong_command_line_ends_with_64(pointsman: Run) -> None:
    for wrong in (("pack", "nothing"), ("pack", "check"), ("nothing",), ("pack", "check", "x", "--colour")):
        code, out, err = pointsman(*wrong)
        assert (code, out) == (64, ""), wrong
        assert "Usage" in err


def test_help_is_no_error(pointsman: Run) -> None:
    assert pointsman("--help")[0] == 0
    assert pointsman("pack", "publish", "--help")[0] == 0


def test_a_pack_is_published_once_and_comes_back(pointsman: Run, shop: Path) -> None:
    code, out, _ = pointsman("pack", "plan", str(shop))
    assert (code, "my_shop nothing -> 0.1.0" in out) == (0, True)
    code, out, _ = pointsman("pack", "publish", str(shop), "--json")
    first = document(out)
    assert (code, first["version"], first["changed"]) == (0, "0.1.0", True)
    again = document(pointsman("pack", "publish", str(shop), "--json")[1])
    assert (again["release"], again["changed"]) == (first["release"], False)
    assert pointsman("pack", "export", "back.zip")[0] == 0
    assert pointsman("pack", "diff", str(shop), "back.zip")[1] == ""
    assert document(pointsman("pack", "check", "back.zip", "--json")[1])["release"] == first["release"]


def test_another_pack_conflicts_with_what_is_there(pointsman: Run, shop: Path) -> None:
    assert pointsman("pack", "publish", str(shop))[0] == 0
    code, _, err = pointsman("pack", "publish", str(FOLDER))
    assert (code, "publishing.other_pack" in err) == (5, True)


def test_a_difference_is_told_in_sentences(pointsman: Run, shop: Path) -> None:
    code, out, _ = pointsman("pack", "diff", str(FOLDER), str(shop), "--lang", "zh-CN")
    assert (code, "My shop" in out) == (0, True)


def test_fmt_writes_the_canonical_form(pointsman: Run, shop: Path) -> None:
    place = shop / "roles" / "technician.json"
    canonical = place.read_text()
    place.write_text(json.dumps(json.loads(canonical)))
    assert pointsman("pack", "fmt", str(shop), "--check")[:2] == (3, "roles/technician.json\n")
    assert pointsman("pack", "fmt", str(shop))[0] == 0
    assert place.read_text() == canonical
    assert pointsman("pack", "fmt", str(shop), "--check")[0] == 0


def test_accounts_and_tokens(pointsman: Run, shop: Path) -> None:
    assert pointsman("pack", "publish", str(shop))[0] == 0
    added = document(pointsman("user", "add", "Boss", "--role", "front_desk", "--admin", "--json")[1])
    assert (added["login"], len(added["password"])) == ("boss", 14)
    assert pointsman("user", "add", "boss")[0] == 5
    assert pointsman("user", "add", "other", "--role", "captain")[0] == 64
    (account,) = document(pointsman("user", "list", "--json")[1])
    assert (account["login"], account["roles"], account["admin"]) == ("boss", ["front_desk"], True)
    assert (
        document(pointsman("user", "password", "boss", "--password", "a long one", "--json")[1])["password"]
        == "a long one"
    )
    assert pointsman("user", "password", "boss", "--password", "short")[0] == 64
    assert pointsman("user", "password", "nobody")[0] == 1
    token = document(pointsman("token", "create", "boss", "--label", "nightly", "--json")[1])
    assert token["token"].startswith("pm_")
    (kept,) = document(pointsman("token", "list", "--json")[1])
    assert (kept["label"], kept["scopes"], kept["revoked"]) == ("nightly", ["read"], False)
    assert token["token"] not in json.dumps(kept)
    assert pointsman("token", "revoke", token["id"])[0] == 0
    assert pointsman("token", "revoke", token["id"])[0] == 5


def test_records_go_in_and_out(pointsman: Run, shop: Path) -> None:
    assert pointsman("pack", "publish", str(shop))[0] == 0
    Path("in.csv").write_bytes("姓名;手机\n张三;13800138001\n李四;1.38E+10\n".encode("gb18030"))
    Path("map.json").write_text('{"key": ["phone"]}')
    code, out, err = pointsman("data", "import", "customer", "in.csv", "--map", "map.json", "--dry-run")
    assert (code, "1  created" in out, "1  refused" in out) == (1, True, True)
    assert "nothing was changed" in err
    code, _, err = pointsman("data", "import", "customer", "in.csv", "--map", "map.json", "--whole")
    assert (code, "nothing was changed" in err) == (1, True)
    done = document(pointsman("data", "import", "customer", "in.csv", "--map", "map.json", "--json")[1])
    assert done["counts"] == {"created": 1, "refused": 1}
    assert done["refused"][0]["reasons"][0]["code"] == "imports.number_eaten"
    assert "its digits are lost" in Path("in.result.csv").read_text()
    again = document(pointsman("data", "import", "customer", "in.csv", "--map", "map.json", "--json")[1])
    assert again["counts"] == {"skipped": 1, "refused": 1}
    assert (
        pointsman("data", "export", "customer", "out.csv", "--ids", "--field", "name", "--field", "phone")[0]
        == 0
    )
    assert Path("out.csv").read_bytes().decode("utf-8-sig") == "name,phone\r\n张三,'+8613800138001\r\n"
    assert document(pointsman("data", "export", "customer", "out.xlsx", "--json")[1])["records"] == 1
    assert pointsman("data", "undo", done["job"])[1] == "1 removed, 0 restored\n"
    assert pointsman("data", "undo", done["job"])[0] == 5


def test_an_import_that_cannot_begin_ends_with_3(pointsman: Run, shop: Path) -> None:
    assert pointsman("pack", "publish", str(shop))[0] == 0
    Path("in.csv").write_text("Name,姓名\nx,y\n")
    code, _, err = pointsman("data", "import", "customer", "in.csv")
    assert code == 3
    assert "imports.two_columns" in err
    assert "imports.required_unmapped" in err
    assert pointsman("data", "import", "nothing", "in.csv")[0] == 3


def test_explain_and_doctor(pointsman: Run, shop: Path) -> None:
    assert "岗位" in pointsman("explain", "access.no_duty", "--lang", "zh-CN")[1]
    code, _, err = pointsman("explain", "access.no_dutty")
    assert (code, "access.no_duty" in err) == (64, True)
    checks = document(pointsman("doctor", "--json")[1])
    assert all(one["ok"] for one in checks)
    assert pointsman("pack", "publish", str(shop))[0] == 0
    assert "my_shop 0.1.0" in pointsman("doctor")[1]
    code, out, _ = pointsman("doctor", "--database", "nonsense")
    assert (code, "BAD" in out) == (1, True)


def test_wrong_settings_are_told(pointsman: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POINTSMAN_PROT", "1")
    code, _, err = pointsman("user", "list")
    assert (code, "POINTSMAN_PROT" in err) == (1, True)


def test_a_decision_table_goes_to_jdm_and_back(pointsman: Run, shop: Path) -> None:
    code, out, _ = pointsman("decision", "export", str(shop), "promise", "--json")
    assert code == 0
    assert document(out)["nodes"]
    Path("promise.jdm.json").write_text(out)
    code, out, err = pointsman(
        "decision", "import", str(shop), "promise_again", "promise.jdm.json", "--entity", "repair"
    )
    assert (code, out) == (0, "decisions/promise_again.json\n"), err
    assert pointsman("pack", "check", str(shop))[0] == 0
    assert pointsman("decision", "import", str(shop), "promise_again", "promise.jdm.json")[0] == 5
    assert pointsman("decision", "export", str(shop), "nothing")[0] == 1
    Path("broken.json").write_text('{"a": 1, "a": 2}')
    assert pointsman("decision", "import", str(shop), "other", "broken.json")[0] == 3


def test_beside_a_running_server_a_command_names_the_address_that_does_the_same(
    pointsman: Run, tmp_path: Path, shop: Path
) -> None:
    assert pointsman("pack", "publish", str(shop))[0] == 0
    with (tmp_path / "shop.sqlite.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, out, err = pointsman("user", "add", "bea", "--name", "Bea")
        assert (code, out) == (5, "")
        assert "POST /api/v1/users" in err
        assert "Stop the server first" in pointsman("pack", "plan", str(shop))[2]
    assert pointsman("user", "add", "bea", "--name", "Bea")[0] == 0


def test_every_command_that_has_a_way_over_http_names_one_that_is_there() -> None:
    for command, way in INSTEAD.items():
        group, name = command.split()
        inside = getattr(typer.main.get_group(app).commands[group], "commands", {})
        assert name in inside
        assert tuple(way.split()[:2]) in {(one.method, one.path) for one in EVERY_WAY}
