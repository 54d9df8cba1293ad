from .addresses import Addressed, FormerAddress
from .channels import ContactPoint
from .inquiries import Inquiry, Proposal
from .organisations import Organisation, OrganisationAddress, OtherName
from .people import ContactAddress, PressContact
from .places import Country, Language
from .posts import OfficeHours, Post

__all__ = [
    "Addressed",
    "ContactAddress",
    "ContactPoint",
    "Country",
    "FormerAddress",
    "Inquiry",
    "Language",
    "OfficeHours",
    "Organisation",
    "OrganisationAddress",
    "OtherName",
    "Post",
    "PressContact",
    "Proposal",
]
