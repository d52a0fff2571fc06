"""What is read without WeasyPrint's own parser and style sheet is laid out as with them."""

import io

import pytest
from pypdf import PdfReader
from weasyprint import HTML

from benchmarks.bags import sample
from office.printing import engine, markup, press
from office.printing.engine import PaperFetcher
from office.printing.markup import Markup


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("large", [False, True])
def test_a_bag_is_laid_out_as_by_weasyprint_itself(large: bool) -> None:
    html = press.bag_html(sample(1), large=large)
    plain = HTML(string=html, url_fetcher=PaperFetcher()).render(
        stylesheets=engine.style_sheets(), font_config=engine.font_configuration()
    )
    ours = engine.lay_out(html, subject="某户")
    assert text_of(engine.write(ours, subject="某户")) == text_of(engine.write(plain, subject="某户"))
    assert ours.metadata.title == plain.metadata.title


def test_the_bag_is_read_by_the_fast_parser() -> None:
    """A template that is no XML would be read all the same, and slowly."""
    for large in (False, True):
        assert markup.read(press.bag_html(sample(1), large=large)) is not None


def test_what_is_no_xml_is_read_by_the_forgiving_parser() -> None:
    root = Markup("<!doctype html><p>一<p>二 &nbsp;", url_fetcher=PaperFetcher()).etree_element
    assert [part.text for part in root.iter("p")] == ["一", "二 \u00a0"]


def test_signs_of_markup_in_names_stay_text() -> None:
    root = Markup("<!doctype html><html><body><p>&lt;br&gt; &amp; &#x27;</p></body></html>", url_fetcher=PaperFetcher())
    assert root.etree_element.findtext("body/p") == "<br> & '"


def test_list_items_keep_their_markers() -> None:
    document = engine.lay_out("<html><body><ul><li>一</li></ul></body></html>", subject="清单")
    assert "•" in text_of(engine.write(document, subject="清单"))[0]
