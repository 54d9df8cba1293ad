from django.contrib.auth.management import create_permissions
from django.db import migrations

WORK = ("add", "change", "delete", "view")
PARTS = dict.fromkeys(("quote", "keyfigure", "releaseorganisation", "releasecontact"), WORK)
LOOK_UP = dict.fromkeys(
    ("organisation", "othername", "presscontact", "contactpoint", "country", "language", "topic"), ("view",)
)
WRITER = LOOK_UP | PARTS | {"release": ("add", "change", "view"), "sourcedocument": ("view",)}
EDITOR = WRITER | {
    "release": (*WORK, "publish"),
    "topic": WORK,
    "organisation": ("add", "change", "view"),
    "othername": WORK,
    "presscontact": ("add", "change", "view"),
    "contactpoint": WORK,
}
DIRECTORY = {
    "organisation": WORK,
    "othername": WORK,
    "presscontact": WORK,
    "contactpoint": (*WORK, "view_internal"),
    "country": ("view",),
    "language": ("view",),
}
AUDITOR = dict.fromkeys(WRITER, ("view",)) | {
    "contactpoint": ("view", "view_internal"),
    "user": ("view",),
    "group": ("view",),
    "logentry": ("view",),
}
ROLES = {"Writers": WRITER, "Editors": EDITOR, "Directory staff": DIRECTORY, "Auditors": AUDITOR}


def make_roles(apps, schema_editor):
    # Django makes permissions after the last migration; these groups need them now.
    for label in ("admin", "auth", "newsroom", "contacts", "releases"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for role, rights in ROLES.items():
        group, _ = Group.objects.get_or_create(name=role)
        for model, verbs in rights.items():
            names = [f"{verb}_{model}" for verb in verbs]
            group.permissions.add(*Permission.objects.filter(content_type__model=model, codename__in=names))


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0001_initial"),
        ("releases", "0001_initial"),
        ("contacts", "0002_countries_and_languages"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, remove_roles)]
