"""The office's screens for accounts and roles, and everybody's own account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django.views.generic.base import View

from portici.fronts.office.kit import DeskView, OfficeView, RecordList
from portici.fronts.office.kit.history import with_names
from portici.journal.queries import entries_about
from portici.kernel.actor import Role
from portici.kernel.findings import ensure
from portici.outbox.rules import may_see_messages
from portici.people import domain, queries, rules
from portici.people.filters import AccountFilter
from portici.people.forms import AccountForm, GrantForm, LanguageForm, RoleForm
from portici.people.models import ROLE_LABELS, User
from portici.people.tables import AccountTable
from portici.records.forms import ReasonForm

from .scopes import held

ACCOUNTS = (_("Accounts"), "office:accounts")


class Accounts(RecordList):
    kind = "account"
    template_name = "office/people/list.html"
    title = _("Accounts")
    table_class = AccountTable
    filterset_class = AccountFilter
    add_name = "office:account-add"
    add_label = _("Open an account")

    def admit(self) -> None:
        ensure(rules.may_see_accounts(self.actor))

    def get_queryset(self) -> Any:
        return queries.accounts(self.actor)

    def may_add(self) -> Any:
        return rules.may_manage_accounts(self.actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_see_processing=rules.may_see_processing(self.actor),
            may_see_messages=may_see_messages(self.actor),
            **kwargs,
        )


class AccountAdd(DeskView):
    above = ACCOUNTS
    form_class = AccountForm
    title = _("New account")
    submit_label = _("Open the account")
    intro = _(
        "The sign-in page has a link, “I forgot my password, or have none yet”: there the person sets one."
    )
    done_message = _("The account is open. Give it a role, and tell the person to set a password.")

    def admit(self) -> None:
        ensure(rules.may_manage_accounts(self.actor))

    def get_initial(self) -> dict[str, Any]:
        return {"language": "it"}

    def work(self, form: AccountForm) -> str:
        user = domain.open_account(actor=self.actor, **form.values)
        return reverse("office:account", args=[user.uid])


class AccountPage(OfficeView, TemplateView):
    """An account: what it holds, what was done to it."""

    above = ACCOUNTS
    template_name = "office/people/account.html"

    def get_title(self) -> Any:
        return str(self.account)

    @property
    def account(self) -> User:
        return account_or_404(self)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = self.account
        page = Paginator(entries_about(kind=User.KIND, ref=account.uid), 20).get_page(
            self.request.GET.get("page")
        )
        page.object_list = with_names(page.object_list, self.actor)  # type: ignore[assignment] # a list serves a page as well
        manages = bool(rules.may_manage_accounts(self.actor))
        context = {
            "account": account,
            "held": held(self.actor, account.grants.all()),
            "may_manage": manages,
            "may_close": manages and bool(rules.may_close(self.actor, account)),
            "may_unlock": manages and bool(rules.may_reset_second_factor(self.actor, account)),
            "factors": queries.factors_of(account),
            "sessions": queries.sessions_of(account),
            "page_obj": page,
        }
        return super().get_context_data(**(context | kwargs))


class AccountDesk(DeskView):
    """A paper about one account, for the administrator."""

    above = ACCOUNTS

    def admit(self) -> None:
        ensure(rules.may_manage_accounts(self.actor))
        account_or_404(self)

    @property
    def account(self) -> User:
        return account_or_404(self)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=account_url(self.account), **kwargs)


class AccountClose(AccountDesk):
    form_class = ReasonForm
    submit_label = _("Close the account")
    done_message = _("The account is closed: nobody signs in with it.")
    intro = _("Nobody will sign in with it. What the person did stays told; the account can be opened again.")

    def admit(self) -> None:
        super().admit()
        ensure(rules.may_close(self.actor, self.account))

    def get_title(self) -> Any:
        return _now("Close the account of %(name)s") % {"name": self.account}

    def work(self, form: ReasonForm) -> str:
        domain.close_account(actor=self.actor, user=self.account, **form.values)
        return account_url(self.account)


class AccountReopen(AccountDesk):
    form_class = ReasonForm
    submit_label = _("Open it again")
    done_message = _("The account is open again.")

    def get_title(self) -> Any:
        return _now("Open again the account of %(name)s") % {"name": self.account}

    def work(self, form: ReasonForm) -> str:
        domain.reopen_account(actor=self.actor, user=self.account, **form.values)
        return account_url(self.account)


class FactorReset(AccountDesk):
    form_class = ReasonForm
    submit_label = _("Take the second factor away")
    done_message = _(
        "The second factor is taken away, and the person signed out everywhere and told by mail."
    )
    intro = _(
        "For who lost both the app or key and the recovery codes. Make sure that it is the person who asks: by voice or in"
        " presence, not by mail."
    )

    def admit(self) -> None:
        super().admit()
        ensure(rules.may_reset_second_factor(self.actor, self.account))

    def get_title(self) -> Any:
        return _now("Take away the second factor of %(name)s") % {"name": self.account}

    def work(self, form: ReasonForm) -> str:
        domain.reset_second_factor(actor=self.actor, user=self.account, **form.values)
        return account_url(self.account)


class SessionsEnd(AccountDesk):
    form_class = ReasonForm
    submit_label = _("Sign out everywhere")
    done_message = _("The person is signed out everywhere.")
    intro = _(
        "Every open sign-in of the person ends. The password stays: if it may be known to others, close the account."
    )

    def admit(self) -> None:
        super().admit()
        ensure(rules.may_end_sessions(self.actor, self.account))

    def get_title(self) -> Any:
        return _now("Sign %(name)s out everywhere") % {"name": self.account}

    def work(self, form: ReasonForm) -> str:
        domain.end_sessions_of(actor=self.actor, user=self.account, **form.values)
        return account_url(self.account)


class GrantAdd(AccountDesk):
    """Two steps without scripts: the role is chosen in the address, then where it holds."""

    done_message = _("The role is given.")

    def get_title(self) -> Any:
        return _now("Give a role to %(name)s") % {"name": self.account}

    @property
    def role(self) -> Role | None:
        asked = self.request.GET.get("role", "")
        return Role(asked) if asked in {role.value for role in Role} else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.role is None:
            form = RoleForm(request.GET if "role" in request.GET else None)
            return self.render_step(form)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.get(request) if self.role is None else super().post(request, *args, **kwargs)

    def render_step(self, form: RoleForm) -> HttpResponse:
        context = super().get_context_data(form=form)
        return self.response_class(
            request=self.request,
            template=["office/people/choose_role.html"],
            context=context,
            status=422 if form.errors else 200,
        )

    def get_form(self, form_class: Any = None) -> Any:
        return GrantForm(role=self.role or Role.AUDITOR, **self.get_form_kwargs())

    def get_form_class(self) -> Any:
        return GrantForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        role = self.role
        context = super().get_context_data(**kwargs)
        return context | {"intro": ROLE_LABELS[role] if role else "", "submit_label": _("Give the role")}

    def work(self, form: GrantForm) -> str:
        values = form.cleaned_data
        domain.grant_role(
            actor=self.actor,
            user=self.account,
            role=form.role,
            scope=form.scope,
            scope_uid=form.scope_uid,
            since=values["since"],
            until=values["until"],
            reason=values["reason"],
        )
        return account_url(self.account)


class GrantRevoke(DeskView):
    above = ACCOUNTS
    form_class = ReasonForm
    submit_label = _("Take the role away")
    done_message = _("The role is taken away, from today.")

    def admit(self) -> None:
        ensure(rules.may_manage_accounts(self.actor))
        grant = queries.grant_by_uid(self.actor, self.kwargs["uid"])
        if grant is None:
            raise Http404
        ensure(rules.may_revoke(self.actor, grant))
        self.grant = grant

    def get_title(self) -> Any:
        said = {"role": ROLE_LABELS[Role(self.grant.role)], "name": self.grant.user}
        return _now("Take from %(name)s the role: %(role)s") % said

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=account_url(self.grant.user), **kwargs)

    def work(self, form: ReasonForm) -> str:
        domain.revoke_role(actor=self.actor, grant=self.grant, **form.values)
        return account_url(self.grant.user)


class OwnAccount(DeskView):
    """Whoever is signed in, also without a role: who I am here, my roles, my language, my password."""

    template_name = "office/people/own.html"
    form_class = LanguageForm
    title = _("My account")
    done_message = _("Saved.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return View.dispatch(self, request, *args, **kwargs)  # type: ignore[return-value] # past the base that asks for a role

    @property
    def account(self) -> User:
        return self.request.user  # type: ignore[return-value] # who is signed in

    def get_initial(self) -> dict[str, Any]:
        return {"language": self.account.language}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = held(self.actor, queries.grants_in_force(self.account))
        return super().get_context_data(account=self.account, held=rows, **kwargs)

    def work(self, form: LanguageForm) -> str:
        user = domain.choose_language(actor=self.actor, user=self.account, **form.values)
        return translate_url(reverse("office:own-account"), user.language)


def account_or_404(view: OfficeView) -> User:
    """The account of the address, when the actor may see it; read once a request."""
    if not hasattr(view, "_account"):
        view._account = queries.account_by_uid(view.actor, view.kwargs["uid"])  # type: ignore[attr-defined] # kept on the view for its other steps
    found: User | None = view._account  # type: ignore[attr-defined] # kept on the view for its other steps
    if found is None:
        raise Http404
    return found


def account_url(user: User) -> str:
    return reverse("office:account", args=[user.uid])
