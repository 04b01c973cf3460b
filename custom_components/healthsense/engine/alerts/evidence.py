"""What other answers say of a part: what is usual for the person, and which vitals speak for or against it."""

from .rule import Scene


def usual_of(vital: str, scene: Scene) -> tuple[float, float] | None:
    """Return the bounds that are usual for the person, in the vital's unit; None while they are not known."""
    answer = scene.assessments.get(f"{vital}_deviation")
    if answer is None or answer.refused is not None or answer.lower is None or answer.upper is None:
        return None
    middle = dict(answer.extra).get("baseline")
    if not isinstance(middle, (int, float)):
        return None
    return middle + answer.lower, middle + answer.upper


def is_learning(vital: str, scene: Scene) -> bool:
    """Return whether what is usual of a vital is not known yet."""
    answer = scene.assessments.get(f"{vital}_deviation")
    return answer is not None and answer.refused == "learning"
