from .bundles import BundleAdmin
from .ingest import IntakeAdmin
from .ingest_gaps import GapAdmin
from .release import ReleaseAdmin
from .sources import SourceDocumentAdmin
from .topics import TopicAdmin

__all__ = ["BundleAdmin", "GapAdmin", "IntakeAdmin", "ReleaseAdmin", "SourceDocumentAdmin", "TopicAdmin"]
