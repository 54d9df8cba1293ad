from .parts import KeyFigure, Quote, ReleaseContact, ReleaseOrganisation
from .provenance import Gap, Intake
from .release import Release, ReleaseAddress
from .source import SourceDocument
from .topic import Topic, TopicAddress

__all__ = [
    "Gap",
    "Intake",
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
