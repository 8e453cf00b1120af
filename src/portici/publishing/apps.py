from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "portici.publishing"
    label = "publishing"

    def ready(self) -> None:
        from portici.governance.following.evidence import documents_by

        from . import journaling, queries, watches

        journaling.connect()
        watches.put_in()
        documents_by(queries.documents_of)
        _no_mails()


def _no_mails() -> None:
    """Who reviews is told in the office (see `watches`), whose grants are those of the day; a group's mail could reach who left."""
    from wagtail import signals
    from wagtail.models import TaskState, WorkflowState

    signals.task_submitted.disconnect(
        sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification"
    )
    for signal, name in (
        (signals.workflow_submitted, "submitted"),
        (signals.workflow_rejected, "rejected"),
        (signals.workflow_approved, "approved"),
    ):
        signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{name}_email_notification")
