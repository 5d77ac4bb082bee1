"""Work on many inputs in several processes."""

import os
import signal
from collections.abc import Callable
from multiprocessing import Pipe, get_context

import pytest

from barrierctl.errors import InputError
from barrierctl.parallel import each, receive, run_in_processes

LARGE = 10_000_000
CHUNKS = [[1, 2], [3, 4], [5], [6, 7]]


def doubled(number: int) -> int:
    return 2 * number


def large(number: int) -> str:
    return str(number) * 1_000_000


def killed_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def divides_by_zero_at_three(number: int) -> int:
    return number if number != 3 else number // 0


@pytest.fixture(params=["fork", "spawn"])
def results_of(request: pytest.FixtureRequest) -> Callable[..., list[object]]:
    def done(work: Callable[[int], object], processes: int = 2) -> list[object]:
        return list(run_in_processes(work, CHUNKS, processes, get_context(request.param)))

    return done


def test_results_of_workers_keep_the_order_of_the_chunks(results_of: Callable[..., list[object]]) -> None:
    assert results_of(doubled) == [2, 4, 6, 8, 10, 12, 14]
    assert results_of(large, 3) == [str(number) * 1_000_000 for number in range(1, 8)]


def test_killed_worker_is_an_error(results_of: Callable[..., list[object]]) -> None:
    with pytest.raises(InputError, match=r"stopped from outside, perhaps because memory ran out.*--jobs 1"):
        results_of(killed_at_three)


def test_truncated_result_is_an_error() -> None:
    ours, theirs = Pipe()
    os.write(theirs.fileno(), (100).to_bytes(4, "big") + b"half")
    theirs.close()
    with pytest.raises(InputError, match="stopped from outside"):
        receive(ours)


def test_exception_in_a_worker_keeps_its_traceback(results_of: Callable[..., list[object]]) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        results_of(divides_by_zero_at_three)
    assert "in divides_by_zero_at_three" in str(caught.value.__cause__)


# ---- the number of processes and the order of results


def process_of(number: int) -> tuple[int, int]:
    return number, os.getpid()


def fails_at_three(number: int) -> int:
    if number == 3:
        error = ValueError("three")
        error.add_note("the third")
        raise error
    return number


def test_results_keep_the_order_of_the_inputs() -> None:
    numbers = list(range(500))
    results = list(each(process_of, numbers, LARGE, 3))
    assert [number for number, _ in results] == numbers
    assert [number for number, process in results if process == os.getpid()] == [0]


def test_few_large_inputs_all_go_to_workers() -> None:
    results = each(process_of, list(range(4)), LARGE, 2)
    assert os.getpid() not in {process for _, process in results}


@pytest.mark.parametrize(("size", "most"), [(10_000, None), (LARGE, 1)])
def test_small_work_stays_in_this_process(size: int, most: int | None) -> None:
    assert {process for _, process in each(process_of, list(range(50)), size, most)} == {os.getpid()}


@pytest.mark.parametrize("most", [1, 2])
def test_progress_counts_every_input(most: int) -> None:
    results: list[tuple[int, int]] = []
    list(each(process_of, list(range(5)), LARGE, most, lambda done, total: results.append((done, total))))
    assert results == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


@pytest.mark.parametrize("most", [1, 2])
def test_exception_in_a_worker_is_raised_here(most: int) -> None:
    with pytest.raises(ValueError, match="three") as caught:
        list(each(fails_at_three, list(range(9)), LARGE, most))
    assert caught.value.__notes__ == ["the third"]
