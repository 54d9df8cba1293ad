import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0002_countries_and_languages"),
        ("releases", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("press", "Press, under embargo"), ("preview", "Preview, for approval")],
                        default="press",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="The journalist or the outlet. It stands on the page.",
                        max_length=150,
                        verbose_name="for whom",
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="works until")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                (
                    "accepted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="terms accepted"
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="revoked"),
                ),
            ],
            options={
                "verbose_name": "access link",
                "verbose_name_plural": "access links",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Autosave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("base", models.CharField(blank=True, max_length=40)),
                ("values", models.JSONField()),
                ("saved_at", models.DateTimeField(auto_now=True, verbose_name="kept at")),
            ],
            options={
                "verbose_name": "autosave",
                "verbose_name_plural": "autosaves",
            },
        ),
        migrations.CreateModel(
            name="Bundle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="For colleagues only, such as: Annual report, five languages.",
                        max_length=120,
                        verbose_name="name",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="last saved")),
            ],
            options={
                "verbose_name": "bundle",
                "verbose_name_plural": "bundles",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                ("text", models.TextField(max_length=5000, verbose_name="comment")),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="EarlierText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("shown_until", models.DateTimeField(verbose_name="shown until")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("body", models.TextField(verbose_name="body")),
                ("notes_to_editors", models.TextField(blank=True, verbose_name="notes to editors")),
                ("dateline", models.CharField(blank=True, max_length=120, verbose_name="place")),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "date_not_stated",
                    models.BooleanField(default=False, verbose_name="the release states no date"),
                ),
            ],
            options={
                "verbose_name": "earlier text",
                "verbose_name_plural": "earlier texts",
                "ordering": ["release", "number"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("corrected", "Corrected"),
                            ("withdrawn", "Withdrawn"),
                            ("removed", "Removed"),
                            ("redirected", "Redirected"),
                            ("restored", "Restored"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("wrong", models.TextField(blank=True, verbose_name="what was wrong")),
                ("right", models.TextField(blank=True, verbose_name="what is right")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["-at", "-uuid"],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="opened")),
                ("text_of", models.DateTimeField(verbose_name="text as saved at")),
            ],
            options={
                "verbose_name": "opening",
                "verbose_name_plural": "openings",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
            ],
            options={
                "verbose_name": "message in the outbox",
                "verbose_name_plural": "messages in the outbox",
                "ordering": ["due_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                ("seen_at", models.DateTimeField(verbose_name="last seen")),
            ],
            options={
                "verbose_name": "presence",
                "verbose_name_plural": "presences",
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("check_code", models.CharField(max_length=40)),
                ("warning", models.TextField(blank=True, verbose_name="warning")),
                ("reason", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
            ],
            options={
                "verbose_name": "waiver",
                "verbose_name_plural": "waivers",
                "ordering": ["at", "id"],
            },
        ),
        migrations.AlterModelOptions(
            name="release",
            options={
                "ordering": ["-listed_on", "-public_from", "-uuid"],
                "permissions": [("publish_release", "Can approve, publish and take back press releases")],
                "verbose_name": "press release",
                "verbose_name_plural": "press releases",
            },
        ),
        migrations.RemoveConstraint(
            model_name="release",
            name="release_status_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="release",
            name="published_release_has_an_instant",
        ),
        migrations.RemoveConstraint(
            model_name="release",
            name="published_release_has_title_and_body",
        ),
        migrations.RemoveConstraint(
            model_name="release",
            name="published_release_has_a_date_or_says_none",
        ),
        migrations.RemoveConstraint(
            model_name="release",
            name="withdrawn_release_has_date_and_reason",
        ),
        migrations.RenameField(model_name="release", old_name="withdrawn_at", new_name="ended_at"),
        migrations.RenameField(model_name="release", old_name="withdrawn_reason", new_name="ended_reason"),
        migrations.AddField(
            model_name="release",
            name="approved_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="approved at"),
        ),
        migrations.AddField(
            model_name="release",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="approved by",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="assigned_releases",
                to=settings.AUTH_USER_MODEL,
                verbose_name="assigned to",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="corrected_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="corrected at"),
        ),
        migrations.AddField(
            model_name="release",
            name="revised_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="revised at"),
        ),
        migrations.AlterField(
            model_name="release",
            name="ended_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="taken back at"),
        ),
        migrations.AlterField(
            model_name="release",
            name="ended_reason",
            field=models.TextField(blank=True, editable=False, verbose_name="reason for taking it back"),
        ),
        migrations.AddField(
            model_name="release",
            name="sent_back_reason",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="Why a colleague made it a draft again. Empty once it is submitted anew.",
                verbose_name="sent back because",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaces",
                to="releases.release",
                verbose_name="replaced by",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="under_embargo",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Until it is public, named journalists may read it through their own links.",
                verbose_name="under embargo",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="urgent_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="Who let it pass although nobody else had looked. Empty once a second person has.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="marked urgent by",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="written_by",
            field=models.ManyToManyField(
                editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="written by"
            ),
        ),
        migrations.AlterField(
            model_name="release",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("review", "In review"),
                    ("approved", "Approved"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                    ("removed", "Removed"),
                    ("redirected", "Redirected"),
                ],
                default="draft",
                editable=False,
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="accesslink",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="accesslink",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="access_links",
                to="releases.release",
            ),
        ),
        migrations.AddField(
            model_name="accesslink",
            name="revoked_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="autosave",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="autosaves",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="autosave",
            name="release",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="autosaves",
                to="releases.release",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="bundle",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="releases",
                to="releases.bundle",
                verbose_name="published together with",
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("urgent_by__isnull", False)),
                fields=["urgent_by"],
                name="releases_unchecked",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["draft", "review", "approved", "published", "withdrawn", "removed", "redirected"],
                    )
                ),
                name="release_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ("draft", "review", "approved")),
                    ("public_from__isnull", False),
                    _connector="OR",
                ),
                name="published_release_has_an_instant",
                violation_error_message="A published release needs the instant from which it is public.",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ("draft", "review", "approved")),
                    models.Q(models.Q(("title", ""), _negated=True), models.Q(("body", ""), _negated=True)),
                    _connector="OR",
                ),
                name="published_release_has_title_and_body",
                violation_error_message="A published release needs a title and a body.",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ("draft", "review", "approved")),
                    ("dated_on__isnull", False),
                    ("date_not_stated", True),
                    _connector="OR",
                ),
                name="published_release_has_a_date_or_says_none",
                violation_error_message="Give the date, or tick that the release states none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True),
                    ("approved_at__isnull", False),
                    _connector="OR",
                ),
                name="approved_release_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("withdrawn", "removed", "redirected")), _negated=True),
                    models.Q(("ended_at__isnull", False), models.Q(("ended_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="ended_release_has_date_and_reason",
                violation_error_message="Say why. The public reads the reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "redirected"), _negated=True),
                    ("replaced_by__isnull", False),
                    _connector="OR",
                ),
                name="redirected_release_names_another",
                violation_error_message="Name the release that its address should lead to.",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaced_by__isnull", True),
                    models.Q(("replaced_by", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="release_does_not_replace_itself",
                violation_error_message="A release cannot replace itself.",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="releases.release"
            ),
        ),
        migrations.AddField(
            model_name="earliertext",
            name="language",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.language"
            ),
        ),
        migrations.AddField(
            model_name="earliertext",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="earlier_texts",
                to="releases.release",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="approved by",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="earlier",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notice",
                to="releases.earliertext",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="releases.release"
            ),
        ),
        migrations.AddField(
            model_name="opening",
            name="link",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="openings", to="releases.accesslink"
            ),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="outbox", to="releases.release"
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="presences", to="releases.release"
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="waivers", to="releases.release"
            ),
        ),
        migrations.AddConstraint(
            model_name="accesslink",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["press", "preview"])), name="access_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="accesslink",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="access_link_names_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="autosave",
            constraint=models.UniqueConstraint(fields=("release", "by"), name="autosave_once_per_person"),
        ),
        migrations.AddConstraint(
            model_name="autosave",
            constraint=models.UniqueConstraint(
                condition=models.Q(("release__isnull", True)),
                fields=("by",),
                name="autosave_once_for_a_new_release",
            ),
        ),
        migrations.AddConstraint(
            model_name="earliertext",
            constraint=models.UniqueConstraint(
                fields=("release", "number"), name="earlier_text_has_its_number"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["-at", "-uuid"], name="notices_newest"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "corrected"),
                        ("reason", ""),
                        models.Q(("wrong", ""), _negated=True),
                        models.Q(("right", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("kind", "corrected"), _negated=True),
                        models.Q(("reason", ""), _negated=True),
                        ("right", ""),
                        ("wrong", ""),
                    ),
                    _connector="OR",
                ),
                name="notice_says_what_and_why",
            ),
        ),
        migrations.AddIndex(
            model_name="outboxmessage",
            index=models.Index(
                condition=models.Q(("sent_at__isnull", True)), fields=["due_at"], name="outbox_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxmessage",
            constraint=models.UniqueConstraint(
                fields=("release", "kind", "due_at"), name="outbox_says_it_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(fields=("release", "by"), name="presence_once_per_person"),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="waiver_has_a_reason"
            ),
        ),
    ]
