"""The gazetteer of agencies: general kinds of local bodies, special bodies, and the reforms that changed them."""

from ontology.agencies.bodies import Agency, AgencyKind, Change, Window
from ontology.agencies.gazetteer import Agencies

__all__ = ["Agencies", "Agency", "AgencyKind", "Change", "Window"]
