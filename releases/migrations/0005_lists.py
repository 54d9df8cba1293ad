from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0003_organisation_description"),
        ("releases", "0004_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # The tables behind the two plain many-to-many fields have no model to declare these on. As of an
        # organisation, the releases of a value are then found in the index alone.
        migrations.RunSQL(
            "CREATE INDEX releases_of_topic ON releases_release_topics (topic_id, release_id)",
            "DROP INDEX releases_of_topic",
        ),
        migrations.RunSQL(
            "CREATE INDEX releases_of_country ON releases_release_countries (country_id, release_id)",
            "DROP INDEX releases_of_country",
        ),
        migrations.RemoveIndex(
            model_name="release",
            name="published_releases_newest",
        ),
        migrations.RemoveIndex(
            model_name="release",
            name="releases_by_state_and_instant",
        ),
        migrations.RemoveIndex(
            model_name="release",
            name="releases_last_saved",
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("status", "published")),
                fields=["-listed_on", "-public_from", "-uuid", "language", "id"],
                name="published_releases_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("status", "published")),
                fields=["id", "listed_on", "public_from", "uuid", "language"],
                name="published_releases_by_key",
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("status", "published")),
                fields=["language", "-listed_on", "-public_from", "-uuid", "id"],
                name="published_releases_by_language",
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                fields=["status", "public_from", "uuid", "id"], name="releases_by_state_and_instant"
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["-changed_at", "-id"], name="releases_last_saved"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["-listed_on", "-id"], name="releases_by_day"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("corrected_at__isnull", False)),
                fields=["corrected_at"],
                name="releases_corrected",
            ),
        ),
    ]
