import django.db.models.deletion
import portici.records.models
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models


def create_attempts(apps, schema_editor):
    """The table where attempts at signing in are counted for all web processes (`CACHES`)."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('people', '0001_initial'),
        ('people', '0002_attempts'),
        ('people', '0003_groups'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('full_name', models.CharField(max_length=120, verbose_name='name and surname')),
                ('language', models.CharField(choices=[('it', 'Italian'), ('en', 'English')], default='it', max_length=2, verbose_name='language')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('is_example', models.BooleanField(default=False, editable=False, verbose_name='invented example')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'ordering': ['full_name'],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=portici.records.models.new_uid, editable=False, max_length=16, unique=True)),
                ('role', models.CharField(choices=[('coordinator', 'Coordinator'), ('finance_officer', 'Finance officer'), ('board_secretary', 'Board secretary'), ('board_member', 'Board member'), ('communication_officer', 'Communication officer'), ('area_officer', 'Area officer'), ('partner_contact', 'Partner contact'), ('school_contact', 'School contact'), ('venue_manager', 'Venue manager'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=24, verbose_name='role')),
                ('scope', models.CharField(blank=True, choices=[('', 'Everywhere'), ('area', 'Area'), ('organisation', 'Organisation'), ('venue', 'Venue'), ('body', 'Body')], max_length=14, verbose_name='scope')),
                ('scope_uid', models.CharField(blank=True, max_length=16)),
                ('since', models.DateField(verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='act or reason')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['user__full_name', 'role', 'id'],
            },
        ),
        migrations.RunPython(create_attempts, migrations.RunPython.noop),
    ]
