from django.conf.locale import LANG_INFO
from django.db import migrations
from django.utils.translation import override
from django_countries import countries


def fill(apps, schema_editor):
    """ISO 3166-1 as django-countries keeps it, BCP 47 as Django keeps it. Run twice, the same result."""
    Country = apps.get_model("contacts", "Country")
    Language = apps.get_model("contacts", "Language")
    with override("en"):
        Country.objects.bulk_create(
            [Country(code=code, name=str(name)) for code, name in countries], ignore_conflicts=True
        )
    Language.objects.bulk_create(
        [Language(code=info["code"], name=info["name"]) for info in LANG_INFO.values() if "code" in info],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
