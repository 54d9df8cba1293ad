from .access import AccessLink, Opening
from .bundles import Bundle
from .lifecycle import ENDED, TEXT, UNPUBLISHED
from .notices import EarlierText, Notice
from .outbox import OutboxMessage
from .parts import KeyFigure, Quote, ReleaseContact, ReleaseOrganisation
from .provenance import Gap, Intake
from .release import Release, ReleaseAddress
from .source import SourceDocument
from .topic import Topic, TopicAddress
from .work import Autosave, Comment, Presence, Waiver

__all__ = [
    "ENDED",
    "TEXT",
    "UNPUBLISHED",
    "AccessLink",
    "Autosave",
    "Bundle",
    "Comment",
    "EarlierText",
    "Gap",
    "Intake",
    "KeyFigure",
    "Notice",
    "Opening",
    "OutboxMessage",
    "Presence",
    "Quote",
    "Release",
    "ReleaseAddress",
    "ReleaseContact",
    "ReleaseOrganisation",
    "SourceDocument",
    "Topic",
    "TopicAddress",
    "Waiver",
]
