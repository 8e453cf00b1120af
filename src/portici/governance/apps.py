from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "portici.governance"
    label = "governance"

    def ready(self) -> None:
        from . import kinds, subjects, watches
        from .meetings import letters
        from .meetings import watches as of_meetings
        from .papers import letters as of_papers
        from .papers import watches as paper_watches

        kinds.put_in()
        watches.put_in()
        of_meetings.put_in()
        paper_watches.put_in()
        of_papers.put_in()
        letters.put_in()
        subjects.put_in()
