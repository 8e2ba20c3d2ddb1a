"""What steps that hand out rights share; Django takes no file for a migration whose name begins so."""

from django.contrib.auth.management import create_permissions


def all_of(model):
    """Return the codenames of all that may be done to a model."""
    return [f"{deed}_{model}" for deed in ("add", "change", "delete", "view")]


def giving(rights):
    """Return a step that gives rights: codenames of this app by the name of the group."""

    def give(apps, schema_editor):
        # Permissions are usually made after all migrations; this step hands them out before that.
        config = apps.get_app_config("articles")
        config.models_module = True
        create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
        config.models_module = None

        permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="articles")
        for name, codenames in rights.items():
            group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
            group.permissions.add(*permissions.filter(codename__in=codenames))

    return give
