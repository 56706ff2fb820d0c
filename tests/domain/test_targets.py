"""What is pointed at, written and read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.targets import Target, TargetKind


@given(st.sampled_from(TargetKind), st.text(min_size=1).filter(str.strip))
def test_what_is_written_is_read_again(kind, name):
    assert Target.parse(str(Target(kind, name))) == Target(kind, name)


@pytest.mark.parametrize("text", ["", "item:", "subject: ", "Dune", "planet:Arrakis", "Subject:jazz"])
def test_other_texts_name_nothing(text):
    with pytest.raises(ValueError):
        Target.parse(text)
