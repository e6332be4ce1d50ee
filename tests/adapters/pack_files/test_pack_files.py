"""Packs on disk and in archives: what is read stays inside, and what is too much is not unpacked."""

import io
import os
import struct
import time
import zipfile

import pytest

from adapters.pack_files.archive import read_archive, write_archive
from adapters.pack_files.folder import read_folder, write_folder
from engine.packs.files import Bounds

PACK = {"pack.json": b"{}", "roles/owner.json": b"{}", "README.md": b"# x"}


def codes(reading):
    return [(one.file, one.code) for one in reading.diagnostics]


def archive(entries, **changes):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for key, value in changes.items():
                setattr(entry, key, value)
            made.writestr(entry, content)
    return buffer.getvalue()


def test_what_is_written_is_read(tmp_path):
    assert write_folder(tmp_path / "new", PACK) == ()
    reading = read_folder(tmp_path / "new")
    assert (reading.files, reading.diagnostics) == (PACK, ())


def test_other_files_of_the_folder_are_left_alone(tmp_path):
    write_folder(tmp_path, PACK)
    write_folder(tmp_path, {"roles/owner.json": b"[]"})
    assert read_folder(tmp_path).files == {**PACK, "roles/owner.json": b"[]"}
    assert list(tmp_path.rglob(".*")) == []


def test_hidden_files_are_no_part_of_a_pack(tmp_path):
    write_folder(tmp_path, PACK)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    (tmp_path / "roles" / ".DS_Store").write_text("x")
    assert read_folder(tmp_path).files == PACK


def test_links_are_not_followed(tmp_path):
    write_folder(tmp_path / "pack", PACK)
    (tmp_path / "secret.json").write_text("secret")
    (tmp_path / "pack" / "roles" / "stolen.json").symlink_to(tmp_path / "secret.json")
    (tmp_path / "pack" / "rules").symlink_to(tmp_path)
    reading = read_folder(tmp_path / "pack")
    assert reading.files == PACK
    assert codes(reading) == [("roles/stolen.json", "packs.linked"), ("rules", "packs.linked")]


def test_nothing_is_written_through_a_link(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "roles").symlink_to(tmp_path / "outside")
    refused = write_folder(tmp_path / "pack", PACK)
    assert [(one.file, one.code) for one in refused] == [("roles/owner.json", "packs.linked")]
    assert list((tmp_path / "outside").iterdir()) == []
    assert not (tmp_path / "pack" / "pack.json").exists()


@pytest.mark.parametrize(
    "name", ["../x.json", "/x.json", "roles/../../x.json", "a/b/c/d/e.json", "Roles/x.json", ".x/y.json"]
)
def test_nothing_is_written_under_a_wrong_name(tmp_path, name):
    assert [one.code for one in write_folder(tmp_path / "pack", {name: b""})] != []
    assert not (tmp_path / "pack").exists()
    assert [*tmp_path.iterdir()] == []


def test_pipes_are_not_opened(tmp_path):
    write_folder(tmp_path, PACK)
    os.mkfifo(tmp_path / "roles" / "pipe.json")
    assert codes(read_folder(tmp_path)) == [("roles/pipe.json", "packs.linked")]


def test_a_folder_beyond_the_bounds_is_not_read(tmp_path):
    write_folder(tmp_path, PACK)
    assert codes(read_folder(tmp_path, Bounds(files=2))) == [("", "packs.too_many_files")]
    assert codes(read_folder(tmp_path, Bounds(total=3))) == [("", "packs.too_large")]
    assert read_folder(tmp_path, Bounds(total=3)).files == {}
    one_large = read_folder(tmp_path, Bounds(file=2))
    assert codes(one_large) == [("README.md", "packs.file_too_large")]
    assert set(one_large.files) == {"pack.json", "roles/owner.json"}


def test_there_is_no_such_folder(tmp_path):
    assert codes(read_folder(tmp_path / "none")) == [("", "packs.no_folder")]


def test_an_archive_comes_back_and_equal_packs_make_equal_bytes():
    data = write_archive(PACK)
    assert read_archive(data).files == PACK
    assert read_archive(data).diagnostics == ()
    assert write_archive(dict(reversed(PACK.items()))) == data


def test_the_pack_may_lie_in_one_folder_of_the_archive():
    assert (
        read_archive(archive([(f"shop-main/{path}", content) for path, content in PACK.items()])).files
        == PACK
    )


EMPTY = archive([])
GOOD = archive([("pack.json", b"{}")])
BAD = {
    "no archive": (b"hello", "packs.bad_archive"),
    "nothing": (b"", "packs.bad_archive"),
    "cut off": (GOOD[:-10], "packs.bad_archive"),
    "damaged": (GOOD[:40] + b"xxxxxxxxx" + GOOD[49:], None),
    "only an end": (b"PK\x05\x06" + b"\xff" * 18, "packs.too_many_files"),
    "parent folder": (archive([("pack.json", b"{}"), ("../../x.json", b"{}")]), "packs.bad_name"),
    "absolute": (archive([("pack.json", b"{}"), ("/etc/x.json", b"{}")]), "packs.bad_name"),
    "windows": (archive([("pack.json", b"{}"), ("C:\\x.json", b"{}")]), "packs.bad_name"),
    "link": (archive([("pack.json", b"/etc/passwd")], external_attr=0o120777 << 16), "packs.linked"),
    "bomb": (archive([("pack.json", b"0" * 1_500_000)]), "packs.bomb"),
    "many small bombs": (archive([(f"roles/r{n}.json", b"0" * 1_900_000) for n in range(6)]), "packs.too_large"),
    "large": (b"PK" * 5_500_000, "packs.too_large"),
    "many files": (archive([(f"roles/r{n}.json", b"{}") for n in range(2_100)]), "packs.too_many_files"),
    "a very long list": (archive([(f"roles/r{n:0180}.json", b"") for n in range(2_100)]), "packs.too_many_files"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_archive_is_refused_quickly(name):
    data, code = BAD[name]
    began = time.process_time()
    reading = read_archive(data)
    assert time.process_time() - began < 1
    assert reading.diagnostics != ()
    if code is not None:
        assert code in [one.code for one in reading.diagnostics]


def test_a_file_twice_counts_once():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = archive([("pack.json", b"{}"), ("pack.json", b"[]")])
    reading = read_archive(data)
    assert reading.files == {"pack.json": b"{}"}
    assert codes(reading) == [("pack.json", "packs.twice")]


def test_a_size_that_lies_is_not_believed():
    data = bytearray(archive([("pack.json", b"0" * 3_000_000)]))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 100)  # the list says: 100 bytes
    reading = read_archive(bytes(data))
    assert len(reading.files.get("pack.json", b"")) <= 2_000_000
    assert reading.diagnostics != ()
