from .parts import KeyFigure, Quote, ReleaseContact, ReleaseOrganisation
from .release import Release, ReleaseAddress
from .source import SourceDocument
from .topic import Topic, TopicAddress

__all__ = [
    "KeyFigure",
    "Quote",
    "Release",
    "ReleaseAddress",
    "ReleaseContact",
    "ReleaseOrganisation",
    "SourceDocument",
    "Topic",
    "TopicAddress",
]
