"""Repairs around reporting verbs: where a quotation ends, who speaks, who listens, and what is said."""

from __future__ import annotations

from .channel_phrases import NOUNS
from .cues import CUES
from .quotes import QuoteIndex
from .tree import Tree

CLAUSES = frozenset({"ccomp", "advcl", "acl:relcl", "acl", "conj", "parataxis", "xcomp", "dep", "csubj"})
SUBJECTS = ("nsubj", "nsubj:pass")
COMMAS = frozenset({",", "–", "—", "("})


def close_quotes(tree: Tree, quotes: QuoteIndex) -> None:
    """A quotation that a reporting verb follows is one constituent: nothing outside hangs into it, nothing inside
    out of it."""
    for start, end in tree.sentences:
        root = tree.root((start, end))
        if tree.lower[root] not in CUES or quotes.at(tree.start[root]) is not None:
            continue
        inside = [
            i
            for i in range(start, root)
            if tree.pos[i] != "PUNCT" and (q := quotes.at(tree.start[i])) and q.end <= tree.start[root]
        ]
        if not inside:
            continue
        within = set(inside)
        tops = [i for i in inside if tree.head[i] not in within]
        main = next((i for i in tops if tree.dep[i] == "ccomp"), None)
        if main is None:
            main = max(tops, key=lambda i: (tree.pos[i] in ("VERB", "ADJ"), len(tree.below(i))))
            if tree.head[main] == root and tree.dep[main] in (*SUBJECTS, "advmod", "obl", "obj", "advcl", "parataxis"):
                tree.dep[main] = "ccomp"
        for top in tops:
            if top != main and not tree.climbs_to(main, top):
                if tree.head[top] == root and tree.dep[top] not in ("ccomp", "conj", "parataxis"):
                    tree.attach(top, main, tree.dep[top])
                elif tree.head[top] != root:
                    before = [i for i in inside if i < top and tree.pos[i] in ("VERB", "NOUN", "PROPN")]
                    if before:
                        tree.attach(top, before[-1], "obl" if tree.pos[before[-1]] == "VERB" else "nmod")
        for i in range(root + 1, end):
            if tree.head[i] in within and tree.pos[i] != "PUNCT":
                tree.attach(i, root, tree.dep[i])


def speaker_before_verb(tree: Tree, quotes: QuoteIndex) -> None:
    """ "They will meet, a source has said.": the noun phrase between the comma and an inserted "said" is who says
    it."""
    for verb, word in enumerate(tree.lower):
        if (
            word not in CUES
            or verb < 2
            or tree.dep[verb] not in ("parataxis", "root")
            or tree.kid(verb, *SUBJECTS, "expl") is not None
            or (tree.dep[verb] == "root" and tree.kid(verb, "ccomp") is None)
        ):
            continue
        last = verb - 1
        while last > 0 and tree.head[last] == verb and tree.dep[last] in ("aux", "advmod"):
            last -= 1
        noun = last
        first = tree.below(noun)[0]
        while (
            tree.head[noun] != noun
            and tree.head[noun] < verb
            and not COMMAS & {tree.words[first], tree.words[first - 1]}
        ):
            noun = tree.head[noun]
            first = tree.below(noun)[0]
        first += tree.words[first] in COMMAS
        if (
            tree.pos[noun] in ("NOUN", "PROPN", "PRON")
            and tree.words[first - 1] in COMMAS
            and tree.below(noun)[-1] == last
        ):
            tree.attach(noun, verb, "nsubj")


def report_behind_comma(tree: Tree, quotes: QuoteIndex) -> None:
    """ "They ignored it, a report by the charity has found": no relative clause without a pronoun, but who says so."""
    for verb in range(len(tree.words)):
        noun = tree.head[verb]
        if (
            tree.lower[verb] not in CUES
            or tree.dep[verb] not in ("acl:relcl", "acl")
            or tree.dep[noun] not in ("appos", "conj", "parataxis", "nmod", "dep")
            or not tree.comma_before(noun)
            or not tree.is_finite(verb)
            or tree.kid(verb, *SUBJECTS, "ccomp", "obj", "mark") is not None
            or any(tree.tag[k] in ("WDT", "WP") for k in tree.kids[verb])
        ):
            continue
        root = tree.root(tree.sentences[tree.sentence_of[verb]])
        if root < noun and tree.below(root)[-1] - tree.below(verb)[-1] <= 1:
            tree.attach(verb, root, "parataxis")
            tree.attach(noun, verb, "nsubj")


def report_at_the_end(tree: Tree, quotes: QuoteIndex) -> None:
    """ "Bats sing higher than their cousins, a study published in May suggests.": a paper behind a comma, right before
    the reporting verb that ends the sentence, reports; the subject that the parser gave the verb is the clause's."""
    for start, end in tree.sentences:
        verb = tree.root((start, end))
        paper = next((k for k in range(verb - 1, start, -1) if tree.dep[k] == "appos" and tree.lower[k] in NOUNS), None)
        if tree.lower[verb] not in CUES or paper is None or not tree.is_finite(verb) or not tree.comma_before(paper):
            continue
        if any(tree.pos[k] != "PUNCT" for k in (*range(tree.below(paper)[-1] + 1, verb), *range(verb + 1, end))):
            continue
        subject = tree.kid(verb, *SUBJECTS)
        if subject is not None:
            bare = [
                k for k in tree.kids_of(subject, "acl:relcl") if tree.is_finite(k) and tree.kid(k, *SUBJECTS) is None
            ]
            if tree.kid(verb, "ccomp") is not None or not bare:
                continue
            tree.head[bare[-1]], tree.dep[bare[-1]] = verb, "ccomp"
            tree.head[subject] = bare[-1]
        tree.attach(paper, verb, "nsubj")


def listener_behind_verb(tree: Tree, quotes: QuoteIndex) -> None:
    """ "Ms Lynch told the meeting that": of two subjects the one right behind the reporting verb is its listener."""
    for verb, word in enumerate(tree.lower):
        if word not in CUES:
            continue
        before, *more = tree.kids_of(verb, *SUBJECTS) or [verb]
        for second in more:
            if before < verb < second and tree.below(second)[0] == verb + 1:
                tree.dep[second] = "iobj"


def parenthetical(tree: Tree, quotes: QuoteIndex) -> None:
    """ "Alun, he said, had threatened them": of two subjects before a reporting verb the first, behind which a comma
    stands, is the subject of what is said."""
    for verb in range(2, len(tree.words)):
        if tree.lower[verb] not in CUES:
            continue
        subjects = tree.kids_of(verb, *SUBJECTS)
        if len(subjects) < 2 or not subjects[-1] < verb:
            continue
        first, second = subjects[0], subjects[-1]
        content = next((k for k in tree.kids_of(verb, "ccomp", "parataxis", "conj") if k > verb), None)
        opens = tree.below(second)[0]
        if content is not None and tree.words[opens - 1] in COMMAS and tree.kid(content, *SUBJECTS) is None:
            tree.attach(first, content, "nsubj:pass" if tree.kid(content, "aux:pass") is not None else "nsubj")
            tree.dep[content] = "ccomp"


def inserted(tree: Tree, quotes: QuoteIndex) -> None:
    """ "The allotments, she warned, were built on a dump": between commas, a subject and its reporting verb are no
    relative clause of the subject before them."""
    for cue in range(2, len(tree.words) - 1):
        if tree.lower[cue] not in CUES or tree.dep[cue] not in ("acl:relcl", "acl", "appos", "dep"):
            continue
        noun, subject = tree.head[cue], tree.kid(cue, "nsubj")
        if subject is None:
            continue
        main, words = tree.head[noun], [k for k in tree.below(cue) if tree.pos[k] != "PUNCT"]
        alone = tree.words[words[0] - 1] in COMMAS and tree.words[words[-1] + 1] in COMMAS and subject < cue
        if alone and tree.dep[noun] in SUBJECTS and main > cue and tree.kid(cue, "obj", "ccomp", "mark") is None:
            tree.attach(cue, main, "parataxis")


def turn_round_finite_complements(tree: Tree, quotes: QuoteIndex) -> None:
    """ "he was sure allies would want": a finite clause with its own subject before its head's subject is the one
    above."""
    for adjective in range(len(tree.words)):
        verb = tree.head[adjective]
        if (
            tree.dep[adjective] != "xcomp"
            or verb <= adjective
            or tree.kid(adjective, "cop") is None
            or tree.kid(adjective, *SUBJECTS) is None
        ):
            continue
        subject = tree.kid(verb, *SUBJECTS)
        if subject is not None and adjective < subject < verb:
            above = tree.head[verb]
            tree.head[adjective], tree.dep[adjective] = (adjective if above == verb else above), tree.dep[verb]
            tree.head[verb], tree.dep[verb] = adjective, "ccomp"
            for kid in tree.kids[verb]:
                if kid < adjective:
                    tree.head[kid] = adjective


def listener_before_content(tree: Tree, quotes: QuoteIndex) -> None:
    """ "told CBC News the department will look": of two subjects the one right after the reporting verb is its
    listener."""
    for content, dep in enumerate(tree.dep):
        if dep != "ccomp":
            continue
        cue, subjects = tree.head[content], tree.kids_of(content, *SUBJECTS)
        if len(subjects) > 1 and cue < subjects[0] and tree.below(subjects[0])[0] == cue + 1:
            tree.attach(subjects[0], cue, "iobj")


def content_after_that(tree: Tree, quotes: QuoteIndex) -> None:
    """ "suggesting instead that a deal was in sight": a "that" clause right behind a reporting verb is what it
    reports; a
    second one, behind "and", is joined to the first."""
    for that in range(1, len(tree.words)):
        if tree.lower[that] != "that" or tree.dep[that] != "mark":
            continue
        clause = tree.head[that]
        joined = tree.kid(clause, "cc")
        before = that - 1
        if joined is not None and joined == before:
            first = next(
                (
                    i
                    for i in range(before - 1, max(before - 60, -1), -1)
                    if tree.lower[i] == "that" and tree.dep[i] == "mark"
                ),
                None,
            )
            if (
                first is not None
                and tree.sentence_of[first] == tree.sentence_of[that]
                and tree.head[first] != clause
                and tree.dep[clause] != "conj"
            ):
                tree.attach(clause, tree.head[first], "conj")
            continue
        while before > 0 and tree.pos[before] == "ADV":
            before -= 1
        verb = tree.head[before]
        if (
            tree.head[clause] == before
            and tree.dep[before] == "obl"
            and tree.lower[verb] in CUES
            and tree.kid(verb, "ccomp") is None
        ):
            tree.attach(clause, verb, "ccomp")  # "said in a statement that"
        elif (
            tree.lower[before] in CUES
            and tree.pos[before] == "VERB"
            and tree.head[clause] != before
            and tree.dep[clause] in CLAUSES
            and tree.kid(before, "ccomp") is None
            and clause > before
        ):
            tree.attach(clause, before, "ccomp")


def after_the_reporting_verb(tree: Tree, quotes: QuoteIndex) -> None:
    """ "“We act,” she said, but refused": what is joined behind the reporting verb goes with it, not with the
    quotation."""
    for i in range(len(tree.words)):
        above = tree.head[i]
        cue = tree.head[above]
        if (
            tree.dep[i] == "conj"
            and tree.dep[above] == "ccomp"
            and above < cue < i
            and tree.lower[cue] in CUES
            and tree.pos[i] == "VERB"
        ):
            tree.attach(i, cue, "conj")


def what_is_said(tree: Tree, quotes: QuoteIndex) -> None:
    """ "It was said that it burned": beside a subject, a "that" clause behind the verb is what is said."""
    for clause, dep in enumerate(tree.dep):
        verb = tree.head[clause]
        if dep not in ("csubj", "csubj:pass") or clause < verb:
            continue
        mark = tree.kid(clause, "mark")
        if mark is not None and tree.lower[mark] == "that" and tree.kid(verb, *SUBJECTS) is not None:
            tree.dep[clause] = "ccomp"


def clause_as_subject(tree: Tree, quotes: QuoteIndex) -> None:
    """ "that placing bases there had not been discussed": of two contents the first, without a tense, is the other's
    subject."""
    for i in range(len(tree.words)):
        verb = tree.head[i]
        if tree.dep[i] == "advcl" and tree.tag[i] == "VBG" and tree.kid(i, "mark", "aux", "advmod", *SUBJECTS) is None:
            that = tree.kid(verb, "mark")
            bare = tree.is_finite(verb) and tree.kid(verb, *SUBJECTS, "expl") is None
            if bare and i < verb and that is not None and tree.lower[that] == "that" and tree.dep[verb] == "ccomp":
                tree.dep[i] = "csubj"
        if tree.dep[i] == "acl:relcl":
            copula = tree.kid(verb, "cop")
            if copula is not None and i < copula and tree.kid(verb, *SUBJECTS, "expl") is None:
                tree.dep[i] = "csubj"  # "all they are asking for is a place"
        if tree.dep[i] != "ccomp":
            continue
        other = next((k for k in tree.kids_of(tree.head[i], "ccomp") if k > i), None)
        bare = tree.tag[i] == "VBG" and tree.kid(i, "aux", *SUBJECTS) is None
        if (
            other is not None
            and (bare or tree.kid(other, "cop") == tree.below(other)[0])
            and tree.is_finite(other)
            and tree.kid(other, *SUBJECTS, "expl") is None
        ):
            tree.attach(i, other, "csubj")


def subjects_before_that(tree: Tree, quotes: QuoteIndex) -> None:
    """ "The inquest in Cork was told that the bridge had failed": what stands before the verb before "that" is that
    verb's subject."""
    for subject, dep in enumerate(tree.dep):
        if dep not in SUBJECTS:
            continue
        clause = tree.head[subject]
        verb, mark = tree.head[clause], tree.kid(clause, "mark")
        if mark is None or verb == clause or not subject < verb < mark:
            continue
        if tree.kid(verb, *SUBJECTS, "expl") is None and tree.is_finite(verb):
            passive = tree.kid(verb, "aux:pass") is not None
            tree.attach(subject, verb, "nsubj:pass" if passive else "nsubj")


def subjects_after_that(tree: Tree, quotes: QuoteIndex) -> None:
    """ "Ms Hart said that Denmark and the United States will talk": what is joined between "that" and its verb is
    joined to the subject there, never to a word before "that"."""
    for verb, kids in enumerate(tree.kids):
        if len(kids) < 2:  # a mark and a subject
            continue
        mark, subject = tree.kid(verb, "mark"), tree.subject(verb)
        if mark is None or subject is None or not mark < subject < verb:
            continue
        for joined in range(subject + 1, verb):
            if tree.dep[joined] == "conj" and tree.head[joined] < mark:
                tree.head[joined] = subject


def speaker_after_quote(tree: Tree, quotes: QuoteIndex) -> None:
    """ "“...,” said lead author Dr Ann Lee": what stands bare behind the verb, right after a quotation, speaks."""
    ends = {quote.end for quote in quotes.all}
    for verb in range(1, len(tree.words)):
        if tree.lower[verb] not in CUES or tree.end[verb - 1] not in ends or tree.subject(verb) is not None:
            continue
        for kid in tree.kids_of(verb, "obl", "obl:unmarked", "obj", "iobj", "nmod", "dep"):
            if kid > verb and tree.kid(kid, "case") is None and tree.below(kid)[0] == verb + 1:
                tree.dep[kid] = "nsubj"
                break
