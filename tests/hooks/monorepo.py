"""Sixty small models in two projects of one repository: ten forms of crime in six places."""

from pathlib import Path

CRIMES = {
    "waste-dumping": ("Dumping of chemical waste", "Landlord", "Empty sheds", "Smell of solvents"),
    "labour-exploitation": ("Labour exploitation", "Job agency", "Tied housing", "Crowded addresses"),
    "investment-fraud": ("Investment fraud", "Web designer", "Trust in adverts", "Payments abroad"),
    "cannabis-growing": ("Growing of cannabis", "Electrician", "Unused attics", "Use of power at night"),
    "car-theft": ("Theft of cars to order", "Garage", "Keys that can be copied", "Same number plates"),
    "metal-theft": ("Theft of copper", "Scrap dealer", "Unlit tracks", "Cable without a receipt"),
    "cocaine-import": ("Import of cocaine", "Driver", "Open terminals", "Broken seals"),
    "illegal-fishing": ("Illegal fishing", "Fish trader", "Unmanned quays", "Landings at night"),
    "puppy-trade": ("Trade in puppies", "Vet", "Anonymous adverts", "Forged passports"),
    "money-mules": ("Recruitment of money mules", "Student", "Accounts opened online", "Cash on one day"),
}
PLACES = ("harbour", "city", "border", "coast", "valley", "online")
STEPS = ("Preparing", "Buying", "Storing", "Moving", "Selling", "Hiding the money")


def write_monorepo(root: Path) -> None:
    """Write the models, a configuration for each project, and two drafts that are left out."""
    for place in PLACES:
        for crime in CRIMES:
            file = root / path(crime, place)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(model(crime, place), encoding="utf-8")
    draft = "No model yet\n"
    (root / "models" / "drafts").mkdir()
    (root / "models" / "drafts" / "idea.barrier.yaml").write_text(draft, encoding="utf-8")
    (root / "models" / "private.barrier.yaml").write_text(draft, encoding="utf-8")
    (root / ".gitignore").write_text("private.barrier.yaml\n", encoding="utf-8")
    (root / ".barrierctl.yaml").write_text("fail_on: warning\nexclude: drafts\n", encoding="utf-8")
    section = '[tool.barrierctl]\nfail_on = "error"\nselect = ["stage"]\n'
    (root / "online" / "pyproject.toml").write_text(section, encoding="utf-8")


def path(crime: str, place: str) -> str:
    """The path of a model; those of crime online are a project of their own."""
    folder = "online" if place == "online" else f"models/{place}"
    return f"{folder}/{crime}.barrier.yaml"


def model(crime: str, place: str) -> str:
    """The text of a model with three to six stages, some of them without a barrier."""
    title, _, opportunity, signal = CRIMES[crime]
    lines = ["barrier_model: 1", f"id: {crime}-{place}", f"title: {title} ({place})", "language: en"]
    lines += ["review: {last: 2026-11-01}", "stages:"]
    for step in steps(crime, place):
        lines += [f"  - name: {step}", f"    facilitators: [{CRIMES[crime][1]}]"]
        lines += [f"    opportunities: [{opportunity}]", f"    signals: [{signal}]"]
        lines += ["    partners: [Police, Municipality]"]
        if step not in unprotected(crime, place):
            lines += ["    barriers:", f"      - name: Visits, {step.lower()}"]
            lines += ["        owner: Municipality", f"        targets: [{opportunity}]"]
    return "\n".join([*lines, ""])


def steps(crime: str, place: str) -> tuple[str, ...]:
    """The stages of a model."""
    return STEPS[: 3 + _number(crime, place) % 4]


def unprotected(crime: str, place: str) -> tuple[str, ...]:
    """The stages of a model that have no barrier: every fourth one."""
    return steps(crime, place)[_number(crime, place) % 4 :: 4]


def _number(crime: str, place: str) -> int:
    return list(CRIMES).index(crime) + 3 * PLACES.index(place)
