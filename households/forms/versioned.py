"""Forms over a row that somebody else may change meanwhile: both versions are shown, nothing typed is lost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, ParamSpec, Self, TypeVar

from django import forms
from django.forms.boundfield import BoundField

from households.actions.households import Stale
from households.wording import in_words, label
from povertyplan.ui.forms import ActionForm
from povertyplan.versions import author_of, values_at, version_of

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Difference:
    """One field that somebody else changed after the page was opened."""

    label: str
    before: str
    theirs: str
    mine: str

    @property
    def is_contested(self) -> bool:
        return self.mine != self.theirs


class VersionedForm(ActionForm, forms.ModelForm):
    """Carries the version that the person saw; `groups` orders the fields under headings."""

    seen = forms.IntegerField(label="打开时的版本", widget=forms.HiddenInput, required=False)
    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField):
                choices: list[Any] = list(field.choices)  # type: ignore[arg-type]
                field.choices = [("", "—") if value == "" else (value, words) for value, words in choices]
        self.differences: list[Difference] = []
        self.changed_by = ""
        self.is_stale = False
        if self.instance.pk:
            self.initial.setdefault("seen", version_of(self.instance))

    def grouped(self) -> Iterator[tuple[str, list[BoundField]]]:
        for title, names in self.groups:
            yield title, [self[name] for name in names]

    @property
    def facts(self) -> dict[str, Any]:
        """What goes to the action: the model's own fields."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data}

    @property
    def surroundings(self) -> dict[str, Any]:
        """Keywords that a form of the same kind needs besides its data."""
        return {}

    @property
    def seen_version(self) -> int:
        return self.cleaned_data["seen"] or 0

    def perform(self, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        def watched(*inner: P.args, **facts: P.kwargs) -> T:
            try:
                return action(*inner, **facts)
            except Stale:
                self.is_stale = True
                raise

        return super().perform(watched, *args, **kwargs)

    def beside_the_newer(self) -> Self:
        """The same form over the row as it is now: what the person typed stays, the rest follows the row."""
        row = type(self.instance)._default_manager.get(pk=self.instance.pk)
        before = values_at(row, self.seen_version, list(self.facts))
        typed = {name: mine for name, mine in self.facts.items() if name not in before or mine != before[name]}
        initial = {**self._not_of_the_model(), **typed, "seen": version_of(row)}
        form = type(self)(instance=row, initial=initial, **self.surroundings)
        form.is_stale, form.changed_by = True, author_of(row)
        for name, then in before.items():
            now = getattr(row, name)
            if now != then:
                field = row._meta.get_field(name)
                words = (in_words(field, value) for value in (then, now, typed.get(name, now)))
                form.differences.append(Difference(label(field), *words))
        return form

    def _not_of_the_model(self) -> dict[str, Any]:
        return {name: self.data.get(name) for name in self.fields if name not in self.facts and name != "seen"}
