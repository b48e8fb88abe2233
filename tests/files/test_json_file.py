"""JSON of anybody is taken within bounds, and refused with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.errors import BadFile
from beadwork.files import json_file

REFUSED = {
    "": "line 1, column 1: Expecting value",
    '{"a": 1,\n "b": }': "line 2, column 7: Expecting value",
    "[" * 101 + "]" * 101: "nested more than 100 deep",
    "[" * 400_000: "nested more than 100 deep",
    '{"a":' * 5000 + "1" + "}" * 5000: "nested more than 100 deep",
    "7" * 4301: "the number 77777777777777777777… has 4,301 digits",
    "[NaN]": "NaN is not a number that JSON has",
    '{"a": -Infinity}': "-Infinity is not a number that JSON has",
    '{"a": 2e400}': "2e400 is not a number that JSON has",
    '{"a": {"port": 1, "port": 2}}': 'the key "port" stands there twice',
    '{"a": "\\udfff"}': "half of a surrogate pair",
    '{"\\ud801": 1}': "half of a surrogate pair",
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:20])
def test_what_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text(text)
    with pytest.raises(BadFile) as caught:
        json_file.read(str(path))
    assert caught.value.message.startswith(f"{path} is damaged: ")
    assert REFUSED[text] in caught.value.message
    assert len(caught.value.message) < 400


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1"])
def test_other_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(ValueError, match="line 2: it is not UTF-8 text|line 1: it is not UTF-8"):
        json_file.parse('{"a":\n"\\ud800 é"}'.encode(encoding))


def test_what_is_taken() -> None:
    deep = "[" * 100 + "]" * 100
    for text in ('"\\ud83d\\ude00"', deep, "[" + "[]," * 5000 + "[]]", "9" * 4300, "1.5e300"):
        assert json_file.parse(text.encode()) == json.loads(text)
    assert json_file.parse(b"\xef\xbb\xbf{}") == {}


def test_a_file_that_is_not_there_or_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        json_file.read(str(tmp_path / "none.json"))
    with pytest.raises(BadFile, match="is a directory, no regular file"):
        json_file.read(str(tmp_path))
    (tmp_path / "file").touch()
    with pytest.raises(BadFile, match="file/a.json cannot be read: Not a directory"):
        json_file.read(str(tmp_path / "file" / "a.json"))


def test_a_key_is_found_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text('{"port": 1,\n "list": [{"port": 2}, "port"],\n "a": {"port":\n "x"}}')
    assert json_file.place(str(path), "a", "port") == f"{path}, line 3"
    assert json_file.place(str(path), "port") == f"{path}, line 1"
    assert json_file.place(str(path), "a", "host") == str(path)
    assert json_file.place(str(tmp_path / "none"), "a") == str(tmp_path / "none")


@given(st.text(alphabet='{}[]":,\\ \n1eNaI-u\ud800é', max_size=60))
def test_any_text_is_a_value_or_refused_in_words(text: str) -> None:
    raw = text.encode(errors="surrogatepass")
    try:
        found = json_file.parse(raw)
    except ValueError as error:
        assert str(error)
    else:
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
        json_file.line_of(raw.decode("utf-8-sig"), ("a",))
