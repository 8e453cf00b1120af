from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('study', '0003_proposals'),
    ]

    operations = [
        migrations.AddField(
            model_name='arearesult',
            name='cluster_p',
            field=models.FloatField(blank=True, null=True, verbose_name='pseudo p of its cluster'),
        ),
        migrations.AddField(
            model_name='arearesult',
            name='cluster_q',
            field=models.FloatField(blank=True, null=True, verbose_name='its p, corrected for the many areas'),
        ),
        migrations.AddField(
            model_name='arearesult',
            name='neighbours',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='arearesult',
            name='quadrant',
            field=models.CharField(blank=True, max_length=10, verbose_name='among its neighbours'),
        ),
        migrations.AddField(
            model_name='edition',
            name='clusters',
            field=models.JSONField(blank=True, default=dict, verbose_name='where distress gathers'),
        ),
        migrations.AddField(
            model_name='edition',
            name='shapes',
            field=models.JSONField(blank=True, default=dict, verbose_name='borders'),
        ),
    ]
