from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "portici.programme"
    label = "programme"

    def ready(self) -> None:
        from portici.needs import answers
        from portici.records.registry import register

        from . import answering, kinds, subjects, watches

        for kind in kinds.KINDS:
            register(kind)
        answers.register("programme", answering.answered_among)
        subjects.put_in()
        watches.put_in()
