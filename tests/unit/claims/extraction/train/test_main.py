"""The command on a made-up treebank: what it prints, and how it fails. The shipped parser reads, nothing is trained."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from claims.extraction.train.__main__ import main

SENTENCE = """\
# newdoc id = GUM_news_made
# sent_id = 1
# text = Mark Rutte left.
1\tMark\tMark\tPROPN\tNNP\tNumber=Sing\t3\tnsubj\t_\tEntity=(1-person-new-cf1-1-coref-Mark_Rutte
2\tRutte\tRutte\tPROPN\tNNP\tNumber=Sing\t1\tflat\t_\tEntity=1)
3\tleft\tleave\tVERB\tVBD\tMood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

"""
NAMES = "1\tMark\tB-PER\t-\t-\n2\tRutte\tI-PER\t-\t-\n3\tleft\tO\t-\t-\n4\t.\tO\t-\t-\n\n"
TABLE = """\
| Test set | Words | UPOS | XPOS | Features | UAS | LAS | Sentence F1 | Names F1 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| EWT test | 4 | 100.0 | 100.0 | 100.0 | 100.0 | 100.0 | 100.0 |  |
| GUM test | 4 | 100.0 | 100.0 | 100.0 | 100.0 | 100.0 | 100.0 | 100.0 |
| GUM news, dev and test together | 8 | 100.0 | 100.0 | 100.0 | 100.0 | 100.0 | 100.0 | 100.0 |
| Universal NER, EWT test | 4 |  |  |  |  |  |  | 100.0 |
"""


@pytest.fixture
def corpora(tmp_path: Path) -> list[str]:
    for name in ("ewt-test", "gum-dev", "gum-test"):
        (tmp_path / f"{name}.conllu").write_text(SENTENCE, encoding="utf8")
    (tmp_path / "en_ewt-ud-test.iob2").write_text(NAMES, encoding="utf8")
    (tmp_path / "README.md").write_text(TABLE, encoding="utf8")
    return ["--treebanks", str(tmp_path), "--names", str(tmp_path), "--card", str(tmp_path / "README.md")]


def test_evaluate_prints_the_cards_table_and_agrees_with_it(
    corpora: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", *corpora]) == 0
    assert capsys.readouterr().out == TABLE


def test_evaluate_names_a_cell_that_differs(
    corpora: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "README.md").write_text(TABLE.replace("| 4 |  |  |", "| 5 |  |  |"), encoding="utf8")
    assert main(["evaluate", *corpora]) == 1
    assert "Universal NER, EWT test, Words: the card says 5, found 4" in capsys.readouterr().err


def test_a_missing_corpus_is_named_with_what_to_do(
    corpora: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gum-dev.conllu").unlink()
    assert main(["evaluate", *corpora]) == 2
    error = capsys.readouterr().err
    assert f"{tmp_path / 'gum-dev.conllu'} is not there. Put gum-dev.conllu into {tmp_path}" in error


def test_a_folder_without_a_model_is_named(
    corpora: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", *corpora, "--model", str(tmp_path)]) == 2
    assert f"{tmp_path} holds no model" in capsys.readouterr().err


def test_evaluating_needs_no_training_library(corpora: list[str]) -> None:
    blocked = "import sys; sys.modules.update(dict.fromkeys(['torch', 'transformers', 'onnx']))"
    run = f"{blocked}; from claims.extraction.train.__main__ import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", run, "evaluate", *corpora], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, TABLE)
