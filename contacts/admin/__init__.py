from .organisations import OrganisationAdmin
from .people import PressContactAdmin
from .places import CountryAdmin, LanguageAdmin

__all__ = ["CountryAdmin", "LanguageAdmin", "OrganisationAdmin", "PressContactAdmin"]
