from django.contrib.auth.management import create_permissions
from django.db import migrations

WORK = ("add", "change", "delete", "view")
PARTS = ("post", "officehours")
# A contact's answer is decided about, and an inquiry made, by those who see internal numbers: both name them.
ROLES = {
    "Writers": dict.fromkeys(PARTS, ("view",)),
    "Editors": dict.fromkeys(PARTS, WORK),
    "Directory staff": dict.fromkeys(PARTS, WORK)
    | {"inquiry": ("add", "view"), "proposal": ("change", "view")},
    "Auditors": dict.fromkeys((*PARTS, "inquiry", "proposal"), ("view",)),
}


def add_rights(apps, schema_editor):
    # Django makes permissions after the last migration; these groups need them now.
    config = apps.get_app_config("contacts")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    for group, permissions in _rights(apps):
        group.permissions.add(*permissions)


def remove_rights(apps, schema_editor):
    for group, permissions in _rights(apps):
        group.permissions.remove(*permissions)


def _rights(apps):
    """(group, its new permissions). A group that an administrator has deleted stays deleted."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for group in Group.objects.filter(name__in=ROLES):
        names = [f"{verb}_{model}" for model, verbs in ROLES[group.name].items() for verb in verbs]
        yield group, Permission.objects.filter(content_type__app_label="contacts", codename__in=names)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0004_public_version"),
        ("contacts", "0006_posts_hours_and_deputies"),
    ]
    operations = [migrations.RunPython(add_rights, remove_rights)]
