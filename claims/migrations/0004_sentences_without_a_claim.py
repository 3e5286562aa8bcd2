

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0003_states_of_what_is_there'),
    ]

    operations = [
        migrations.AddField(
            model_name='extractionrun',
            name='silent',
            field=models.JSONField(default=list, help_text='[start, end, reason] of each, in text order.', verbose_name='sentences without a claim'),
        ),
    ]
