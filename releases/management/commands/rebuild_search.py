from django.core.management.base import BaseCommand
from django.db import transaction
from tqdm import tqdm

from releases.engines import engine
from releases.models import Release

BATCH = 500


class Command(BaseCommand):
    help = (
        "Makes the index of the search anew. Nothing needs this day by day: every save keeps the index. It "
        "drops words that no release holds any more from what a misspelt word may have meant."
    )

    @transaction.atomic
    def handle(self, **options):
        keys = list(Release.objects.order_by("pk").values_list("pk", flat=True))
        engine().forget()
        with tqdm(total=len(keys), desc="releases", disable=None) as bar:
            for start in range(0, len(keys), BATCH):
                engine().index(keys[start : start + BATCH])
                bar.update(len(keys[start : start + BATCH]))
        engine().settle()
        self.stdout.write(f"{len(keys)} releases can be found.")
