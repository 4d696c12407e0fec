"""The gazetteer of agencies: general kinds of local bodies, special bodies, and the reforms that changed them."""

from ontology.agencies.gazetteer import Agencies, Agency, AgencyKind, Change, Window

__all__ = ["Agencies", "Agency", "AgencyKind", "Change", "Window"]
