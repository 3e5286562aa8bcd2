"""Treebank and name files to examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.extraction.train.treebank import examples, name_examples, read_sentences

CONLLU = """\
# newdoc id = news_one
# newpar
# sent_id = 1
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVBP\tMood=Ind\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# sent_id = 2
1\tJulie\tJulie\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(5-person-new-cf1-1-coref-Julie_Hahn
2\tHahn\tHahn\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=5)
3\tspoke\tspeak\tVERB\tVBD\t_\t0\troot\t_\t_
3.1\tspoke\tspeak\tVERB\tVBD\t_\t_\t_\t_\t_
4\tin\tin\tADP\tIN\t_\t5\tcase\t_\t_
5\tOttawa\tOttawa\tPROPN\tNNP\t_\t3\tobl\t_\tEntity=(6-place-new-cf2-1-coref-Ottawa)

# newpar
# sent_id = 3
1\tRain\train\tNOUN\tNN\t_\t0\troot\t_\t_

"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "treebank.conllu"
    path.write_text(CONLLU, encoding="utf8")
    return path


def test_ranges_and_empty_nodes_are_left_out(treebank: Path) -> None:
    assert [[word.form for word in s.words] for s in read_sentences(treebank)] == [
        ["Do", "n't", "go", "."],
        ["Julie", "Hahn", "spoke", "in", "Ottawa"],
        ["Rain"],
    ]


def test_an_example_ends_at_a_paragraph_and_counts_heads_from_its_own_start(treebank: Path) -> None:
    first, second = examples(treebank)
    assert first.document == second.document == "news_one"
    assert first.heads == (2, 2, 2, 2, 6, 4, 6, 8, 6)
    assert first.starts == (True, False, False, False, True, False, False, False, False)
    assert first.deprel is not None
    assert first.deprel[6] == "root"
    assert second.words == ("Rain",)


def test_names_are_left_out_unless_the_treebank_annotates_them(treebank: Path) -> None:
    assert examples(treebank)[0].name is None
    assert examples(treebank, entities=True)[0].name == ("O",) * 4 + ("B-PER", "I-PER", "O", "O", "B-LOC")


def test_name_files_of_either_shape_give_bio(tmp_path: Path) -> None:
    iob = tmp_path / "wiki.txt"
    iob.write_text("-DOCSTART- O\n\nParis I-LOC\nHilton I-PER\nCola I-MISC\n\n", encoding="utf8")
    iob2 = tmp_path / "ewt.iob2"
    iob2.write_text("# text = x\n1\tNew\tB-LOC\t-\t-\n2\tYork\tI-LOC\t-\t-\n", encoding="utf8")
    assert [e.name for e in name_examples(iob, form=0, tag=1)] == [("B-LOC", "B-PER", "O")]
    assert [(e.words, e.name) for e in name_examples(iob2, form=1, tag=2)] == [(("New", "York"), ("B-LOC", "I-LOC"))]
