"""Every action of the audit log has words, in three languages."""

import ast
from collections.abc import Iterator

import pytest

from reception.translation import Language, load_translator
from reception.values.action_words import action_words, known_actions
from tests.architecture.source import modules, tree


def service_functions() -> Iterator[str]:
    """The name in the log of every function that is one action: it takes a unit of work."""
    for path in modules("reception/services"):
        for node in tree(path).body:
            if not isinstance(node, ast.FunctionDef) or node.returns is None:
                continue
            arguments = node.args.args
            takes_only_the_unit = [one.arg for one in arguments] == ["uow"]
            if takes_only_the_unit and ast.unparse(node.returns).startswith("Done["):
                yield node.name.lstrip("_")


def test_every_service_function_has_words() -> None:
    names = set(service_functions())
    assert len(names) > 150
    assert names - known_actions() == set()


@pytest.mark.parametrize("language", [Language.RU, Language.UK])
def test_the_words_are_translated(language: Language) -> None:
    words = load_translator(language)
    english = load_translator(Language.EN)
    for action in sorted(known_actions()):
        said = words.text(action_words(action))
        assert said, action
        assert said != english.text(action_words(action)), action


def test_an_action_of_a_later_release_is_named_as_it_is() -> None:
    assert load_translator(Language.EN).text(action_words("fly")) == "another action (fly)"
