from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def take_shares(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Write with the figures of parts the share that the area says of each part."""
    alias = editor.connection.alias
    figures = apps.get_model("needs", "DesignationFigure").objects.using(alias).order_by()
    links = apps.get_model("territory", "AreaPart").objects.using(alias).filter(share__lt=1)
    for whole, path, share in links.values_list("whole", "part__path", "share"):
        of_part = figures.filter(designation__area=whole, origin="part", of_area__path__startswith=path)
        of_part.update(share=share)


class Migration(migrations.Migration):

    dependencies = [
        ('needs', '0002_source_apart'),
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='designationfigure',
            name='share',
            field=models.DecimalField(decimal_places=4, default=1, max_digits=6, verbose_name='share'),
        ),
        migrations.RunPython(take_shares, migrations.RunPython.noop),
    ]
