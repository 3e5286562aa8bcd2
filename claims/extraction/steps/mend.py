"""Repairs of what the parser often gets wrong about news text, each by a rule that the grammar vouches for."""

from __future__ import annotations

from .cues import CUES
from .quotes import QuoteIndex
from .tree import Tree

SENTENCE_END = frozenset(".!?…")
TIMES = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades".split()
)
CLOSING = '"”’:;)'
CLAUSES = frozenset({"ccomp", "advcl", "acl:relcl", "acl", "conj", "parataxis", "xcomp", "dep", "csubj"})
TENSED = frozenset({"root", "advcl", "ccomp", "conj", "parataxis", "acl:relcl"})
SUBJECTS = ("nsubj", "nsubj:pass")
COMMAS = frozenset({",", "–", "—", "("})


def mend(tree: Tree, quotes: QuoteIndex) -> Tree:
    """Repair the tree in place and return it."""
    for repair in (
        _verb_forms,
        _limits,
        _subject_before_parataxis,
        _join_cut_sentences,
        _whole_names,
        _name_roles,
        _time_before_clause,
        _speaker_before_verb,
        _close_quotes,
        _turn_round_finite_complements,
        _listener_before_content,
        _content_after_that,
        _relative_after_comma,
        _who_after_name,
        _subject_of_relative,
        _clause_as_subject,
        _next_to_its_noun,
        _after_the_reporting_verb,
    ):
        repair(tree, quotes)
        tree.link()
    return tree


def _join_cut_sentences(tree: Tree, quotes: QuoteIndex) -> None:
    """ "NATO spokesperson | Allison Hart said": a noun without a full stop or a line's end goes with the name after it."""
    joined: list[tuple[int, int]] = []
    for start, end in tree.sentences:
        if joined:
            first, before = joined[-1]
            last = before - 1
            if (
                not tree.is_space[last]
                and tree.words[last][-1:] not in SENTENCE_END
                and tree.words[last][-1:] not in CLOSING
            ):
                root, following = tree.root((first, before)), tree.root((start, end))
                if tree.pos[root] in ("NOUN", "PROPN") and root == last and tree.pos[start] == "PROPN":
                    tree.head[root], tree.dep[root] = start, "nmod:desc"
                else:
                    tree.head[root], tree.dep[root] = following, "parataxis"
                joined[-1] = (first, end)
                continue
        joined.append((start, end))
    tree.sentences = joined


def _verb_forms(tree: Tree, quotes: QuoteIndex) -> None:
    """A verb's form must fit its place: "-ing" is a participle, a participle with a subject and no auxiliary a past tense."""
    for i, tag in enumerate(tree.tag):
        if tree.pos[i] != "VERB":
            continue
        helped = tree.kid(i, "aux", "aux:pass", "cop") is not None
        if tree.lower[i].endswith("ing") and tag in ("VBP", "VB", "NN") and not helped and len(tree.words[i]) > 5:
            tree.tag[i] = "VBG"
        elif tag == "VBN" and not helped and tree.kid(i, "nsubj") is not None and tree.dep[i] in TENSED:
            tree.tag[i] = "VBD"
        elif not tag.startswith("VB") and tree.dep[i] == "conj" and tree.tag[tree.head[i]].startswith("VB"):
            tree.tag[i] = tree.tag[tree.head[i]]


def _limits(tree: Tree, quotes: QuoteIndex) -> None:
    """ "up to 1,200 troops": the limit hangs on the number, whatever verb stands before it."""
    for number in range(2, len(tree.words)):
        if tree.pos[number] == "NUM" and tree.lower[number - 2 : number] == ["up", "to"]:
            for i, dep in ((number - 2, "advmod"), (number - 1, "case")):
                if not tree.kids[i]:
                    tree.attach(i, number, dep)


def _subject_before_parataxis(tree: Tree, quotes: QuoteIndex) -> None:
    """ "Ann Lee, who won, lives in Rome" with the name as root: a bare name before a verb without a subject is its subject."""
    for verb in range(len(tree.words)):
        name = tree.head[verb]
        if tree.dep[verb] != "parataxis" or tree.dep[name] != "root" or name > verb or not tree.is_finite(verb):
            continue
        if tree.pos[name] not in ("PROPN", "NOUN") or tree.kid(name, "cop", *SUBJECTS) is not None:
            continue
        if tree.kid(verb, *SUBJECTS, "expl") is None and tree.lower[verb] not in CUES:
            tree.head[verb], tree.dep[verb] = verb, "root"
            tree.head[name], tree.dep[name] = verb, "nsubj"
            for kid in tree.kids[name]:
                if kid > verb:
                    tree.head[kid] = verb


def _whole_names(tree: Tree, quotes: QuoteIndex) -> None:
    """The words of one name stand side by side: "and his wife Manju Sam" is no part of "Thomas" further left."""
    for i in range(1, len(tree.words)):
        head = tree.head[i]
        if tree.dep[i] != "flat" or head >= i - 1 or tree.pos[i] != "PROPN" or tree.pos[i - 1] != "PROPN":
            continue
        first = i - 1
        while tree.dep[first] == "flat" and tree.head[first] < first:
            first = tree.head[first]
        if first > head:
            tree.attach(i, first, "flat")


def _name_roles(tree: Tree, quotes: QuoteIndex) -> None:
    """ "pensioner Lis Steenholdt", "his wife Manju Sam": right before a person's name, a role without "the" describes it."""
    for role in range(len(tree.words) - 1):
        name = role + 1
        if (
            tree.pos[role] != "NOUN"
            or tree.pos[name] != "PROPN"
            or tree.name[name] != "PER"
            and tree.kid(name, "flat") is None
        ):
            continue
        if (
            tree.name[name] not in ("PER", "")
            or tree.kid(role, "det") is not None
            or tree.dep[role] in ("compound", "nmod:desc")
        ):
            continue
        related = tree.head[name] == role or tree.head[role] == name or tree.head[name] == tree.head[role]
        possessed = tree.kid(role, "nmod:poss") is not None
        if not related and not (possessed and tree.dep[name] in ("appos", "flat", "conj")):
            continue
        if tree.head[role] != name:
            old = tree.head[role]
            tree.head[name], tree.dep[name] = (old if old != role else name), tree.dep[role]
        for kid in tree.kids[role]:
            if kid > name or tree.dep[kid] in ("case", "cc", "cop", "aux", "advmod", "mark"):
                tree.head[kid] = name
        tree.head[role], tree.dep[role] = name, "nmod:desc"


def _time_before_clause(tree: Tree, quotes: QuoteIndex) -> None:
    """ "a day after he walked back": the time right before "after" belongs to that clause."""
    for mark in range(1, len(tree.words)):
        if tree.lower[mark] not in ("after", "before") or tree.lower[mark - 1] not in TIMES:
            continue
        time, clause = mark - 1, tree.head[mark]
        if tree.dep[mark] == "mark" and tree.dep[time] in ("obl:unmarked", "obl") and tree.head[time] != clause:
            tree.attach(time, clause, "obl:unmarked")


def _speaker_before_verb(tree: Tree, quotes: QuoteIndex) -> None:
    """ "They will meet, a source has said.": the noun phrase between the comma and an inserted "said" is who says it."""
    for verb in range(2, len(tree.words)):
        if (
            tree.lower[verb] not in CUES
            or tree.dep[verb] != "parataxis"
            or tree.kid(verb, *SUBJECTS, "expl") is not None
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


def _close_quotes(tree: Tree, quotes: QuoteIndex) -> None:
    """A quotation that a reporting verb follows is one constituent: nothing outside hangs into it, nothing inside out of it."""
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


def _turn_round_finite_complements(tree: Tree, quotes: QuoteIndex) -> None:
    """ "he was sure allies would want": a finite clause with its own subject before its head's subject is the one above."""
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


def _listener_before_content(tree: Tree, quotes: QuoteIndex) -> None:
    """ "told CBC News the department will look": of two subjects the one right after the reporting verb is its listener."""
    for content in range(len(tree.words)):
        cue = tree.head[content]
        subjects = tree.kids_of(content, *SUBJECTS)
        if (
            tree.dep[content] == "ccomp"
            and len(subjects) > 1
            and cue < subjects[0]
            and tree.below(subjects[0])[0] == cue + 1
        ):
            tree.attach(subjects[0], cue, "iobj")


def _content_after_that(tree: Tree, quotes: QuoteIndex) -> None:
    """ "suggesting instead that a deal was in sight": a "that" clause right behind a reporting verb is what it reports; a
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
        ):
            if tree.kid(before, "ccomp") is None and clause > before:
                tree.attach(clause, before, "ccomp")


def _relative_after_comma(tree: Tree, quotes: QuoteIndex) -> None:
    """ "In Nuuk, where authorities started": "where" or "which" behind a noun and a comma opens a relative clause."""
    for word in range(2, len(tree.words)):
        if tree.lower[word] not in ("where", "which", "who", "whose") or tree.words[word - 1] not in COMMAS:
            continue
        noun = word - 2
        if tree.pos[noun] not in ("NOUN", "PROPN"):
            continue
        clause = tree.head[word]
        for _ in range(3):  # the relative word may hang on a part of its clause: "whose talks", "in which"
            if tree.dep[clause] in CLAUSES or tree.pos[clause] == "VERB" or tree.head[clause] == clause:
                break
            clause = tree.head[clause]
        while tree.dep[noun] in ("flat", "compound", "nmod:desc") or (
            tree.dep[noun] == "case" and tree.head[noun] < noun
        ):
            noun = tree.head[noun]
        if tree.dep[clause] in CLAUSES - {"acl:relcl"} and clause > word and noun < word:
            tree.attach(clause, noun, "acl:relcl")
        elif (
            tree.dep[clause] == "acl:relcl"
            and tree.lower[word] == "where"
            and tree.head[clause] != noun
            and tree.head[clause] < word
        ):
            tree.attach(clause, noun, "acl:relcl")


def _who_after_name(tree: Tree, quotes: QuoteIndex) -> None:
    """ "the apartment of Julie Couillard who had ties": "who" is a person's, not the apartment's."""
    for who in range(1, len(tree.words)):
        if tree.lower[who] != "who":
            continue
        before = who - 1 if tree.words[who - 1] not in COMMAS else who - 2
        if before < 0 or tree.name[before] != "PER":
            continue
        while tree.dep[before] in ("flat", "nmod:desc") and tree.head[before] < who:
            before = tree.head[before]
        clause = tree.head[who]
        if tree.dep[clause] == "acl:relcl" and tree.head[clause] != before and clause > who:
            tree.attach(clause, before, "acl:relcl")


def _subject_of_relative(tree: Tree, quotes: QuoteIndex) -> None:
    """ "where his language has triggered shock": the noun between "where" and a verb without a subject is its subject."""
    for where in range(len(tree.words)):
        if tree.lower[where] not in ("where", "when") or tree.dep[where] != "advmod":
            continue
        verb = tree.head[where]
        if verb < where or not tree.is_finite(verb) or tree.kid(verb, *SUBJECTS, "expl") is not None:
            continue
        for noun in range(verb - 1, where, -1):
            if tree.pos[noun] in ("NOUN", "PROPN", "PRON") and not where < tree.head[noun] <= verb:
                tree.attach(noun, verb, "nsubj")
                break


def _clause_as_subject(tree: Tree, quotes: QuoteIndex) -> None:
    """ "that placing bases there had not been discussed": of two contents the first, without a tense, is the other's subject."""
    for i in range(len(tree.words)):
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


def _next_to_its_noun(tree: Tree, quotes: QuoteIndex) -> None:
    """An appositive stands beside what it renames: the noun before the comma, or the word right before it."""
    for i in range(len(tree.words)):
        if (
            tree.pos[i] not in ("NOUN", "PROPN", "NUM")
            or tree.dep[i] not in ("appos", "parataxis")
            or tree.kid(i, "cop", *SUBJECTS) is not None
        ):
            continue
        first = tree.below(i)[0]
        before = first - 1 if first and tree.words[first - 1] not in COMMAS else first - 2
        if before < 0 or tree.pos[before] not in ("NOUN", "PROPN") or tree.sentence_of[before] != tree.sentence_of[i]:
            continue
        while tree.dep[before] in ("flat", "compound") and tree.head[before] < first:
            before = tree.head[before]
        beside = first - 1 == before or first > 0
        comma = tree.words[first - 1] in COMMAS
        if (
            tree.head[i] != before
            and beside
            and (not comma or tree.dep[i] == "parataxis")
            and tree.head[before] != i
            and before < i
        ):
            tree.attach(i, before, "appos")


def _after_the_reporting_verb(tree: Tree, quotes: QuoteIndex) -> None:
    """ "“We act,” she said, but refused": what is joined behind the reporting verb goes with it, not with the quotation."""
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
