from .confirming import ConfirmationAdmin
from .organisations import OrganisationAdmin
from .people import PressContactAdmin
from .places import CountryAdmin, LanguageAdmin

__all__ = ["ConfirmationAdmin", "CountryAdmin", "LanguageAdmin", "OrganisationAdmin", "PressContactAdmin"]
