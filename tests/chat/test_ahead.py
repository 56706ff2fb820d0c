"""Reasons put into words ahead of time, kept as long as what they rest on, and dropped for any request."""

import math
import threading

import pytest

from assistant.app.app import App
from assistant.domain.entities import Feedback, Verdict
from assistant.settings.paths import Paths
from tests.chat.shelves import Wordy, book, shelve
from tests.stand_ins import HashEmbedder


@pytest.fixture
def wordy():
    return Wordy()


@pytest.fixture
def app(tmp_path, wordy):
    opened = App.open(
        Paths(tmp_path / "home"), passphrase="one two three four", embedder=HashEmbedder(), language_model=wordy
    )
    shelve(opened, [book(number) for number in range(12)])
    opened.profile.add("I enjoy tales about robots")
    opened.profile.add("I like gardens")
    yield opened
    opened.close()


def test_what_was_worded_while_idle_is_said_at_once(app, wordy):
    done = app.background.work()
    asked = wordy.asked
    assert done >= asked >= 3
    picks = app.recommendations.recommend(fresh=False)
    assert wordy.asked == asked
    assert any(pick.explanation.by == "model" for pick in picks)
    assert app.background.work() == 0


def test_words_outlast_a_restart(app, wordy):
    app.background.work()
    asked = wordy.asked
    again = App.open(app.stores.paths, passphrase="one two three four", embedder=HashEmbedder(), language_model=wordy)
    again.recommendations.recommend(fresh=False)
    again.close()
    assert wordy.asked == asked


def test_a_change_of_taste_costs_only_what_it_touches(app, wordy):
    app.background.work()
    first = {pick.item.id: pick for pick in app.recommendations.recommend(fresh=False)}
    app.profile.add("I love the sea")
    asked = wordy.asked
    second = app.recommendations.recommend(fresh=False)
    changed = [pick for pick in second if pick.evidence and pick.evidence != first.get(pick.item.id, pick).evidence]
    assert changed and wordy.asked >= asked + 1
    assert wordy.asked - asked <= len(second)
    for pick in changed:
        if pick.explanation.by == "model":
            assert any(name in pick.explanation.text for one in pick.evidence for name in one.names)


def test_another_model_says_it_anew(app, wordy):
    app.background.work()
    asked = wordy.asked
    wordy.name = "another"
    app.recommendations.recommend(fresh=False)
    assert wordy.asked > asked


def test_an_item_that_goes_takes_its_words_along(app):
    app.background.work()
    rows = "SELECT count(*) FROM wordings"
    before = app.stores.library.database.value(rows)
    worded = next(pick.item for pick in app.recommendations.recommend(fresh=False) if pick.explanation.by == "model")
    app.stores.library.files.forget_many([app.stores.paths.home / f"{worded.id}.txt"])
    assert app.stores.library.database.value(rows) == before - 1


def test_keeping_words_is_no_change_of_the_library(app):
    before = app.version()
    app.background.work()
    assert app.version() == before


@pytest.mark.parametrize("request_", ["recommend", "chat"])
def test_any_request_ends_idle_work_at_once(app, wordy, request_):
    def ask():
        wordy.during = None
        waiting = threading.Thread(
            target=lambda: (
                app.recommendations.recommend(fresh=False, llm=False)
                if request_ == "recommend"
                else app.chat.ask("hello")
            )
        )
        waiting.start()
        waiting.join()

    wordy.during = ask
    assert app.background.work() == 0
    assert wordy.asked == 1
    assert app.stores.library.database.value("SELECT count(*) FROM wordings") == 0
    assert app.background.work() > 0


def test_idle_work_ends_when_told(app, wordy):
    assert app.background.work(lambda: True) == 0 and wordy.asked == 0


def test_a_list_stays_as_it_was_made_until_somebody_asks_for_it_anew(tmp_path):
    plain = App.open(Paths(tmp_path / "home"), passphrase="one two three four", embedder=HashEmbedder(), llm=False)
    shelve(plain, [book(number) for number in range(6)])
    made = plain.lists.make("a list of three books about the sea").row
    assert plain.background.work() == 0
    shelve(plain, [book(9)])
    assert plain.lists.get(made.id).stale
    assert plain.background.work() == 0
    assert plain.lists.get(made.id).stale and plain.lists.get(made.id).items == made.items
    plain.close()


class Judge(Wordy):
    """Answers A or B by what the question is about, in whichever order the answers stand."""

    def __init__(self, likes):
        super().__init__()
        self.likes, self.judged = likes, 0

    def score(self, prefix, continuations):
        self.judged += 1
        work = prefix.split("Would they also like ")[1].splitlines()[0]
        yes = self.likes(int(work.split()[1]))
        first_is_yes = "A. Yes" in prefix
        return [0.0, -4.0] if yes == first_is_yes else [-4.0, 0.0]


def chosen(number):
    return number % 3 == 0 and number * 7 % 11 < 6


def judged(tmp_path, likes):
    model = Judge(likes)
    one = App.open(
        Paths(tmp_path / "home"), passphrase="one two three four", embedder=HashEmbedder(), language_model=model
    )
    shelve(one, [book(number) for number in range(120)])
    # All are about the sea, and so are as many others by the same writers: only the model could tell which.
    for number in filter(chosen, range(120)):
        one.feedback.record(Feedback(f"b{number}", Verdict.LIKED), at=1e9 + number * 86_400)
    return one, model


def test_an_opinion_that_feedback_bears_out_becomes_a_part_of_the_ledger(tmp_path):
    app, model = judged(tmp_path, chosen)
    assert all("polish" not in pick.score.parts for pick in app.recommendations.recommend(fresh=False, explain=False))
    app.background.work()
    how = app.reranking.in_force()
    found = app.recommendations.recommend(fresh=False, explain=False)
    assert how.weight > 0 and any("polish" in pick.score.parts for pick in found)
    for pick in found:
        assert float(pick.score) == math.fsum(pick.score.parts.values())
        assert abs(pick.score.parts.get("polish", 0.0)) <= how.weight
        assert app.recommendations.why(pick.item.id).recommendation.score.parts.get("polish") == pick.score.parts.get(
            "polish"
        )
    before = model.judged
    assert app.reranking.learn(lambda: False) is None and model.judged == before
    app.close()


def test_an_opinion_against_the_feedback_is_not_heard(tmp_path):
    app, model = judged(tmp_path, lambda number: not chosen(number))
    app.background.work()
    assert model.judged and app.reranking.in_force().weight == 0.0
    assert all("polish" not in pick.score.parts for pick in app.recommendations.recommend(fresh=False, explain=False))
    app.close()


class Counting(HashEmbedder):
    """Remembers what it was given."""

    def __init__(self):
        self.read = []

    def embed_batch(self, texts):
        self.read += texts
        return super().embed_batch(texts)


def test_the_sentences_of_papers_are_read_while_nobody_asks(tmp_path):
    counting = Counting()
    app = App.open(Paths(tmp_path / "home"), passphrase="one two three four", embedder=counting, llm=False)
    shelf = tmp_path / "papers"
    shelf.mkdir()
    told = "Lease of the flat\n\nThe rent is 545 a month. Notice is four weeks. Pavel keeps the key to the cellar.\n"
    (shelf / "lease.txt").write_text(told)
    app.indexing.index([shelf])
    counting.read.clear()
    app.background.work()
    assert "Notice is four weeks." in counting.read
    counting.read.clear()
    found = app.library.answers("How long is the notice in the lease?")
    app.close()
    assert found.tellings
    assert "Notice is four weeks." not in counting.read
