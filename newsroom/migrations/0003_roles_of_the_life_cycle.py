from django.contrib.auth.management import create_permissions
from django.db import migrations

WORK = ("add", "change", "delete", "view")
# What is on record is added by the steps themselves and changed by nobody: no role may more than view it.
WRITER = {
    "comment": ("add", "view"),
    "bundle": ("view",),
    "waiver": ("view",),
    "notice": ("view",),
    "earliertext": ("view",),
    "accesslink": ("view",),  # that it exists; its address is for those who may make one
}
EDITOR = WRITER | {"bundle": WORK, "accesslink": ("add", "change", "view"), "opening": ("view",)}
AUDITOR = dict.fromkeys(EDITOR, ("view",)) | {"outboxmessage": ("view",)}
ROLES = {"Writers": WRITER, "Editors": EDITOR, "Auditors": AUDITOR}


def add_rights(apps, schema_editor):
    # Django makes permissions after the last migration; these groups need them now.
    config = apps.get_app_config("releases")
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
        yield group, Permission.objects.filter(content_type__app_label="releases", codename__in=names)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0002_roles"),
        ("releases", "0002_lifecycle"),
    ]
    operations = [migrations.RunPython(add_rights, remove_rights)]
