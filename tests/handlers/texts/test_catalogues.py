"""The catalogues: the three languages have the same texts, with the same facts, in the same order."""

from pathlib import Path

import pytest

from handlers.texts import LANGUAGES, catalogues
from tests.handlers.texts.kit import FAMILIES, TRANSLATIONS, catalogue, messages, told


def test_the_three_languages_have_the_same_families() -> None:
    for language in LANGUAGES:
        assert sorted(catalogues(language)) == FAMILIES, language


def test_a_family_stands_in_one_folder_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.texts._HANDLERS", tmp_path)
    for folder in ("meetings", "agenda"):
        (tmp_path / folder / "texts" / "nb").mkdir(parents=True)
        (tmp_path / folder / "texts" / "nb" / f"{folder}.ftl").touch()
    assert list(catalogues.__wrapped__("nb")) == ["agenda", "meetings"]
    (tmp_path / "agenda" / "texts" / "nb" / "meetings.ftl").touch()
    with pytest.raises(ValueError, match=r"meetings\.ftl stands both in .*agenda.* and in .*meetings"):
        catalogues.__wrapped__("nb")


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_has_the_same_texts_with_the_same_facts(language: str) -> None:
    original, translation = catalogue("nb"), catalogue(language)
    assert sorted(original.keys() - translation.keys()) == [], f"missing in {language}"
    assert sorted(translation.keys() - original.keys()) == [], f"only in {language}"
    for name in original:
        here, there = told("nb", name), told(language, name)
        assert there.variables == here.variables, f"{name}: variables"
        assert there.selectors == here.selectors, f"{name}: selectors"
        assert there.defaults == here.defaults, f"{name}: defaults"
        assert there.days == here.days, f"{name}: dates"
        assert there.references == here.references, f"{name}: references"


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_stand_in_the_same_order(language: str) -> None:
    for family in FAMILIES:
        names = [message.id.name for message in messages(language, family)]
        assert names == [message.id.name for message in messages("nb", family)], f"{language}/{family}.ftl"
