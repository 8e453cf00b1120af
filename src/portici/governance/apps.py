from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "portici.governance"
    label = "governance"

    def ready(self) -> None:
        from portici.imports import registry as imports

        from . import importers, kinds, subjects, watches
        from .meetings import letters as of_meetings
        from .meetings import watches as meeting_watches
        from .papers import letters as letters_of_papers
        from .papers import watches as of_papers

        kinds.put_in()
        watches.put_in()
        meeting_watches.put_in()
        of_papers.put_in()
        of_meetings.put_in()
        letters_of_papers.put_in()
        subjects.put_in()
        imports.register(importers.DecisionsImporter())
