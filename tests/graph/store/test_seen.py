"""Words that were seen are never new again; few new ones are taken for seen."""

from graph.store.seen import Seen


def test_no_word_is_forgotten_and_few_are_taken_for_another() -> None:
    seen = Seen()
    words = [f"https://example.org/{number}" for number in range(20_000)]
    assert sum(map(seen.add, words)) < 20
    assert all(map(seen.add, words))
