"""Papers of the programme: its frame, projects and their sheets, activities with all that belongs to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portici.kernel import clock
from portici.people.models import User
from portici.records.fields import MoneyField
from portici.records.forms import ActorForm, PickField, RecordForm

from .models import INVERSE, Activity, Axis, Fund, Programme, Project, RelationType, Sheet
from .sections import SectionsField


class ProgrammeForm(RecordForm):
    class Meta:
        model = Programme
        fields = ["name", "code", "description", "period", "source", "language"]


class AxisForm(ActorForm):
    code = forms.CharField(label=_("code"), max_length=10)
    name = forms.CharField(label=_("name"), max_length=200)
    endowment = MoneyField(label=_("endowment (€)"), required=False)
    fund = forms.ChoiceField(label=_("European fund"), choices=[("", "–"), *Fund.choices], required=False)
    source = forms.CharField(label=_("source"), max_length=300, required=False)


class ActionForm(ActorForm):
    """An action of one of the programme's axes."""

    axis = forms.ModelChoiceField(label=_("axis"), queryset=Axis.objects.none())
    code = forms.CharField(label=_("code"), max_length=20)
    name = forms.CharField(label=_("name"), max_length=200, required=False)

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        axis: Any = self.fields["axis"]
        axis.queryset = programme.axes.all()


class ProjectForm(RecordForm):
    class Meta:
        model = Project
        fields = ["code", "title", "action", "parent", "language"]
        help_texts = {
            "code": _(
                "Like XX3.3.1.b, where XX are the city's letters; other spellings are understood. A number at the end "
                "makes a sub-project."
            ),
            "parent": _("Left empty: found by the code."),
        }


class RelationForm(ActorForm):
    """How this project stands to another, said from either end."""

    type = forms.ChoiceField(label=_("this project"))
    target = PickField(kind="project", label=_("other project"))
    note = forms.CharField(label=_("note"), max_length=300, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        here = [(f"out:{kind.value}", kind.label) for kind in RelationType]
        there = [(f"in:{kind.value}", INVERSE[kind]) for kind in RelationType if INVERSE[kind] != kind.label]
        kinds: Any = self.fields["type"]
        kinds.choices = [*here, *there]


class SheetForm(RecordForm):
    """One dated version of a project's sheet, with its sections."""

    amount_programmed = MoneyField(label=_("amount programmed"), required=False)
    amount_admitted = MoneyField(label=_("amount admitted to funding"), required=False)
    amount_committed = MoneyField(label=_("legally binding amount"), required=False)
    amount_paid = MoneyField(label=_("amount paid"), required=False)
    sections = SectionsField(label=_("description by sections"), required=False)
    reason = forms.CharField(
        label=_("reason of the correction"),
        max_length=300,
        required=False,
        help_text=_(
            "A published sheet is corrected with the reason; what changed since belongs to a new version."
        ),
    )

    class Meta:
        model = Sheet
        fields = [
            "as_of", "published_by", "source_url", "city", "ambit", "action_label", "title", "implementer",
            "cup",
            "official", "starts_on", "ends_on", "amount_programmed", "amount_admitted", "amount_committed",
            "amount_paid",
            "documents_note", "note", "sections", "language",
        ]  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            sections = self.instance.sections.values_list("heading", "body")
            self.initial.setdefault("sections", [list(section) for section in sections])
        if not self.instance.is_published:
            del self.fields["reason"]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values.items() if name != "reason"}

    @property
    def section_list(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = self.cleaned_data["sections"]
        return found


def _snapshot_file() -> forms.FileField:
    return forms.FileField(
        label=_("file of the page"),
        help_text=_(
            "The page printed to PDF, copied as text, or taken as a picture (PNG, JPEG, WebP). It is kept as it is, with its"
            " SHA-256, and given back only as a file."
        ),
    )


class SnapshotForm(SheetForm):
    """What a portal shows of a project on a day: the file, and the values read from it."""

    file = _snapshot_file()

    class Meta(SheetForm.Meta):
        labels = {
            "published_by": _("portal"),
            "source_url": _("address of the page"),
            "as_of": _("taken on"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("published_by", "source_url"):
            self.fields[name].required = True
        self.order_fields(["file", "published_by", "source_url", "as_of"])

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values.items() if name != "file"}

    @property
    def file_brought(self) -> Any:
        """As it was sent."""
        return self.cleaned_data["file"]


class SnapshotFileForm(ActorForm):
    """The file of a version that is there."""

    file = _snapshot_file()
    taken_on = forms.DateField(label=_("taken on"))


class ActivityForm(RecordForm):
    """What somebody does somewhere from a day to another."""

    class Meta:
        model = Activity
        fields = [
            "title", "project", "description", "needs", "areas", "place", "responsible", "partners",
            "starts_on",
            "ends_on", "depends_on", "language",
        ]  # fmt: skip


class MoveForm(ActorForm):
    """Why an activity is moved to another state."""

    state = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("reason"), max_length=300, required=False)


class MilestoneForm(ActorForm):
    title = forms.CharField(label=_("what must be there"), max_length=160)
    due_on = forms.DateField(label=_("due on"))


class ReachForm(ActorForm):
    reached_on = forms.DateField(label=_("reached on"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("reached_on", clock.today())


class AssignForm(ActorForm):
    """A person of some body, put to work on an activity."""

    user = PickField(kind=User.KIND, label=_("person"))
    organisation = PickField(kind="organisation", label=_("body that they come from"))
    function = forms.CharField(label=_("function"), max_length=120, required=False)
    time_share = forms.IntegerField(
        label=_("part of their time (%)"), min_value=1, max_value=100, required=False
    )
    since = forms.DateField(label=_("since"), required=False)
    until = forms.DateField(label=_("until"), required=False)


class UntilForm(ActorForm):
    until = forms.DateField(label=_("until"))
