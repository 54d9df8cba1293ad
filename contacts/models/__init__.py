from .addresses import Addressed, FormerAddress
from .channels import ContactPoint
from .inquiries import Inquiry, Proposal
from .organisations import Organisation, OrganisationAddress, OtherName
from .people import ContactAddress, PressContact
from .places import Country, Language

__all__ = [
    "Addressed",
    "ContactAddress",
    "ContactPoint",
    "Country",
    "FormerAddress",
    "Inquiry",
    "Language",
    "Organisation",
    "OrganisationAddress",
    "OtherName",
    "PressContact",
    "Proposal",
]
