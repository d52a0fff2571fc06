"""The one table of capabilities."""

from pathlib import Path

from povertyplan.accounts.matrix import MATRIX, Capability, Role, Scope, as_markdown, scope

ROOT = Path(__file__).resolve().parents[3]
# A person holds one role; what must not meet in one hand must not meet in one role either (reliability §11).
DATA = {c for c in Capability if c not in (Capability.MANAGE_USERS, Capability.VIEW_AUDIT)}


def held_by(role: Role) -> set[Capability]:
    return {capability for capability in Capability if scope(role, capability)}


def test_every_capability_is_held_by_somebody() -> None:
    assert set(MATRIX) == set(Capability)
    assert all(MATRIX.values())


def test_who_manages_accounts_sees_no_household() -> None:
    assert held_by(Role.SECURITY) == {Capability.MANAGE_USERS}


def test_auditor_only_reads_the_trail() -> None:
    assert held_by(Role.AUDITOR) == {Capability.VIEW_AUDIT}


def test_cadre_is_bound_to_own_village() -> None:
    """But for what belongs to no village: the standard that all are held against, the library, experience."""
    everybodys = {Capability.VIEW_STANDARDS, Capability.VIEW_PRACTICES, Capability.VIEW_LIBRARY}
    assert {scope(Role.CADRE, c) for c in held_by(Role.CADRE) - everybodys} == {Scope.OWN}


def test_whole_id_numbers_are_for_the_office_alone() -> None:
    assert set(MATRIX[Capability.REVEAL_ID]) == {Role.OFFICE}


def test_unknown_role_holds_nothing() -> None:
    assert all(scope("chief", capability) is None for capability in DATA)


def test_readme_shows_this_table() -> None:
    assert as_markdown() in (ROOT / "README.md").read_text()
