from .bundles import BundleAdmin
from .release import ReleaseAdmin
from .sources import SourceDocumentAdmin
from .topics import TopicAdmin

__all__ = ["BundleAdmin", "ReleaseAdmin", "SourceDocumentAdmin", "TopicAdmin"]
