from .release import ReleaseAdmin
from .sources import SourceDocumentAdmin
from .topics import TopicAdmin

__all__ = ["ReleaseAdmin", "SourceDocumentAdmin", "TopicAdmin"]
