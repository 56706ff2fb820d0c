"""What is asked of the person's own papers is looked for there, and told to be missing where it does not stand."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import book, opened, said

TEXTS = {
    "barge": "Log of the barge\n\nDark green iron barge, bought in 2016 from a widow in Lisse, stamp at the tiller.\n"
             "The pump was repaired on 4 May 2021 and again on 9 June 2023.\n",
    "gutter": "Letter about the gutter\n\nDear Mr Quill,\n\nthe crack over my kitchen door, which I told of on 3 May,"
              " has grown.\n\nIt begins 15 cm from the frame. On 4 May it was 12 by 20 cm. Today it is 31 by 44 cm.\n",
    "february": "Minutes of the weir club, 7 February 2024\n\nLeaks in January: 17, most of them at the sluice.\n"
                "The club talked of a new gate and asked Oduya for a drawing.\n",
    "april": "Minutes of the weir club, 3 April 2024\n\nLeaks in March: 6. The new gate was voted for, 9 to 2.\n",
    "contract": "Contract with Pellow Bakery\n\nLeave: 24 days, to be taken by the end of January.\n"
                "Notice: seven weeks on either side.\nPay: 2,100 crowns a month.\n",
    "garden": "An essay on my garden\n\nThe roses\n\nGuests ask whether all of them flower. They do not. About forty"
              " sleep, and they are why I look out of the window.\n\nThe wall\n\nEleven of twelve pears came.\n",
    "inn": "Delivery agreement, Old Mill Inn\n\nBetween Ana Serra, grower, and the inn at the old mill.\n"
           "The inn pays within 40 days of the bill.\nThe crates go back clean.\n",
    "hall": "Delivery agreement, Veldkamp\n\nBetween Ana Serra, grower, and Veldkamp, the market hall at Zwolle.\n"
            "The hall pays within 12 days of the lorry.\nApples are sorted by size.\n",
}  # fmt: skip
TITLES = {
    "barge": "Log of the barge", "gutter": "Letter about the gutter", "contract": "Contract with Pellow Bakery",
    "february": "Minutes of the weir club, 7 February 2024", "april": "Minutes of the weir club, 3 April 2024",
    "garden": "An essay on my garden", "inn": "Delivery agreement, Old Mill Inn",
    "hall": "Delivery agreement, Veldkamp",
}  # fmt: skip
PAPERS = [Item(one, Kind.DOCUMENT, title, ("Ana Serra",)) for one, title in TITLES.items()]
NOT_THERE = "could not find"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    app = opened(tmp_path_factory.mktemp("there"), [*PAPERS, *(book(n) for n in range(8))], TEXTS)
    yield app
    app.close()


def cited(turn):
    return {one.item_id for one in turn.citations}


@pytest.mark.parametrize(
    "text",
    [
        "what did I pay for the green barge when I bought it",
        "Mr Quill's phone number, do I have that somewhere?",
        "quick, whats the number of the bakery",
        "which bank pays the wages of Pellow Bakery?",
        "how much did the Volvo cost when I bought it?",
        "Wie ist die Telefonnummer von Herrn Quill?",
    ],
)
def test_what_is_not_there_is_said_not_to_be(shelf, text):
    (turn,) = said(shelf, text)
    assert any(words in turn.reply for words in (NOT_THERE, "nicht gefunden", "nicht finden"))
    assert not {item.kind for item in turn.items} - {Kind.DOCUMENT}


def test_a_date_is_no_size_and_what_goes_on_is_quoted_too(shelf):
    (turn,) = said(shelf, "when I complained in writing, the crack over my kitchen door had grown to what size?")
    assert "31 by 44 cm" in turn.reply and cited(turn) == {"gutter"}


def test_what_is_said_of_the_month_that_is_asked_goes_first(shelf):
    (turn,) = said(shelf, "leaks in march, how many was it")
    assert "March: 6" in turn.reply and "17" not in turn.reply


def test_what_is_counted_is_the_word_it_stands_behind(shelf):
    (turn,) = said(shelf, "If somebody were to leave Pellow, how much notice would they have to give?")
    assert turn.reply.find("seven weeks") > 0
    assert "24 days" not in turn.reply or turn.reply.find("seven weeks") < turn.reply.find("24 days")


def test_a_paper_that_is_named_by_its_sort_is_asked_and_not_the_shelves(shelf):
    (turn,) = said(shelf, "In my essay on the garden, how many roses did I say sleep?")
    assert "About forty" in turn.reply and cited(turn) == {"garden"}


@pytest.mark.parametrize(
    "text", ["who pays sooner, the old mill inn or the market hall", "what did I note about the pump?"]
)
def test_what_papers_say_is_found(shelf, text):
    (turn,) = said(shelf, text)
    wanted = {"40 days", "12 days"} if "sooner" in text else {"4 May 2021"}
    assert all(words in turn.reply for words in wanted)


def test_a_question_that_dangles_behind_another_is_no_wish(shelf):
    (turn,) = said(shelf, "when was the pump repaired and where, I keep telling people different things")
    assert not {item.kind for item in turn.items} - {Kind.DOCUMENT}
